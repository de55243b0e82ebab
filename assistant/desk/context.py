"""What every page shows."""

from typing import Any, Dict

from django.http import HttpRequest

from assistant.desk.roles import Role
from assistant.desk.slices import links_for


def navigation(request: HttpRequest) -> Dict[str, Any]:
    """The menu as the account's role sees it, and what the role may do."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"links": []}
    return {
        "links": links_for(user.role),
        "may_edit": user.role >= Role.EDITOR,
        "may_publish": user.role >= Role.PUBLISHER,
    }
