"""What every page shows."""

from typing import Any, Dict

from django.http import HttpRequest

from assistant.desk.slices import links_for


def navigation(request: HttpRequest) -> Dict[str, Any]:
    """The menu, as the account's role sees it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"links": []}
    return {"links": links_for(user.role)}
