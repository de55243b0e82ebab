"""The desk's rooms: each is a Django application that brings its pages and what leads to them."""

from typing import Any, List, NamedTuple, Sequence

from django.apps import AppConfig, apps
from django.urls import URLPattern, URLResolver, include, path

from assistant.desk.roles import Role


class Link(NamedTuple):
    """A page that the menu leads to: its URL's name, its title (marked with ``gettext_noop``), and
    from which role on it is shown."""

    view: str
    title: str
    role: Role


class Slice(AppConfig):
    """An application of the desk; its ``urls`` stand below ``prefix`` (``facts/``)."""

    prefix: str
    links: Sequence[Link] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Django finds two classes in a slice's apps.py, this one and its own: that is meant.
        super().__init_subclass__(**kwargs)
        cls.default = True


def slices() -> List[Slice]:
    """The applications that are installed, in the menu's order."""
    return [config for config in apps.get_app_configs() if isinstance(config, Slice)]


def urls_of_slices() -> List["URLPattern | URLResolver"]:
    """The pages of all of them."""
    return [path(each.prefix, include(f"{each.name}.urls")) for each in slices()]


def links_for(role: int) -> List[Link]:
    """What the menu shows a role."""
    return [link for each in slices() for link in each.links if link.role <= role]
