"""Pages of no slice: the first one, and the sign that the desk works."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistant.desk.access import own_account, public, role_required
from assistant.desk.roles import Role


@role_required(Role.READER)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: what the account may do."""
    return render(request, "desk/home.html")


@own_account
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed, and where it is set up."""
    return render(request, "desk/second_factor.html")


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 where the database answers, for who watches over the process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
