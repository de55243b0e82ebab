"""The page of the audit."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistant.desk.access import role_required
from assistant.desk.audit.models import Entry
from assistant.desk.roles import Role

ON_A_PAGE = 50


@role_required(Role.ADMINISTRATOR)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """What was done, newest first; by one person or to one thing where these are asked for."""
    entries = Entry.objects.all()
    who, about = request.GET.get("who", ""), request.GET.get("about", "")
    if who:
        entries = entries.filter(who=who)
    if about:
        entries = entries.filter(about__icontains=about)
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/list.html", {"page": page, "who": who, "about": about})
