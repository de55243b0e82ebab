"""Who may see a view: each one declares it, and ``AccessMiddleware`` holds to that.

>>> @role_required(Role.EDITOR)
... def change(request, fact_id): ...
>>> @role_required(Role.READER)
... class FactList(TemplateView): ...
"""

from typing import Any, Callable, NamedTuple, Optional, TypeVar

from assistant.desk.roles import Role

DECLARED = "desk_access"

View = TypeVar("View", bound=Callable[..., Any])


class Access(NamedTuple):
    """What it takes to see a view: a role, where one is needed; and a second factor, for roles
    that must have one (``assistant.desk.roles``)."""

    role: Optional[Role]
    second_factor: bool


PUBLIC = Access(None, second_factor=False)
OWN_ACCOUNT = Access(Role.READER, second_factor=False)


def role_required(role: Role) -> Callable[[View], View]:
    """Declare that a view, a function or a class, is for a role and those above it."""
    return _declaring(Access(role, second_factor=True))


def public(view: View) -> View:
    """Declare that anybody may see a view, without signing in."""
    return _declaring(PUBLIC)(view)


def own_account(view: View) -> View:
    """Declare that whoever is signed in may see a view, also before they have the second factor
    that their role needs: there they set it up."""
    return _declaring(OWN_ACCOUNT)(view)


def access_of(view: Callable[..., Any]) -> Optional[Access]:
    """What a view declares; None where it declares nothing."""
    found = getattr(view, DECLARED, None)
    return found or getattr(getattr(view, "view_class", None), DECLARED, None)


def _declaring(access: Access) -> Callable[[View], View]:
    def declare(view: View) -> View:
        setattr(view, DECLARED, access)
        return view

    return declare
