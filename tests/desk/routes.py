"""Every route of the desk, with an address to ask it by."""

from typing import Any, Callable, Iterator, List, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# What stands for a part of an address, by what kind of part it is.
PARTS = {
    "IntConverter": "1",
    "StringConverter": "iom.member_states",
    "SlugConverter": "iom",
    "UUIDConverter": "00000000-0000-4000-8000-000000000000",
    "PathConverter": "a/b",
}


class Route(NamedTuple):
    """A route: its name, an address that it answers at, and its view."""

    name: str
    address: str
    view: Callable[..., Any]


def routes() -> List[Route]:
    """All routes, in order."""
    return list(_routes(get_resolver().url_patterns, "/"))


def _routes(patterns: List[Any], before: str) -> Iterator[Route]:
    for pattern in patterns:
        address = before + _filled(pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, address)
        else:
            assert isinstance(pattern, URLPattern)
            yield Route(pattern.name or address, address, pattern.callback)


def _filled(pattern: Any) -> str:
    assert isinstance(pattern.pattern, RoutePattern), f"{pattern}: write path(), not re_path()"
    route = str(pattern.pattern._route)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__
        written = f"<{name}>" if f"<{name}>" in route else None
        if written is None:
            start = route.index(f":{name}>")
            written = route[route.rindex("<", 0, start) : start + len(name) + 2]
        route = route.replace(written, PARTS[kind])
    return route
