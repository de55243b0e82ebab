"""The administrators' pages on accounts, and the one where a new account gets its password."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistant.desk.access import public, role_required
from assistant.desk.accounts.creating import create, forget_sign_in, link_path
from assistant.desk.accounts.forms import Account, NewAccount
from assistant.desk.accounts.models import User
from assistant.desk.audit import note
from assistant.desk.roles import Role


@role_required(Role.ADMINISTRATOR)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts."""
    secured = set(
        Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values_list(
            "user_id", flat=True
        )
    )
    users = User.objects.order_by("-is_active", "-role", "username")
    return render(request, "accounts/list.html", {"accounts": users, "secured": secured})


@role_required(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new_account(request: HttpRequest) -> HttpResponse:
    """Make an account, and show the link for its owner once."""
    form = NewAccount(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = create(
            form.cleaned_data["username"], form.cleaned_data["email"], form.cleaned_data["role"]
        )
        note(request, gettext_noop("Account made"), f"{user.username}: {_role_name(user)}")
        return _shown_link(request, user)
    return render(request, "accounts/new.html", {"form": form})


@role_required(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an account's role or address, or whether it may sign in."""
    user = get_object_or_404(User, pk=pk)
    form = Account(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        if form.changed_data:
            state = _role_name(user) if user.is_active else f"{_role_name(user)}, –"
            note(request, gettext_noop("Account changed"), f"{user.username}: {state}")
        messages.success(request, gettext("The account was changed."))
        return redirect("accounts")
    return render(request, "accounts/account.html", {"form": form, "account": user})


@role_required(Role.ADMINISTRATOR)
@require_POST
def new_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link to choose a password by; the old password, and the sessions, end."""
    user = get_object_or_404(User, pk=pk)
    forget_sign_in(user)
    note(request, gettext_noop("Link for a password made"), user.username)
    return _shown_link(request, user)


@role_required(Role.ADMINISTRATOR)
@require_POST
def forget_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away the second factor of somebody who lost it: a new one is set up at sign-in."""
    user = get_object_or_404(User, pk=pk)
    Authenticator.objects.filter(user=user).delete()
    forget_sign_in(user)
    note(request, gettext_noop("Second factor taken away"), user.username)
    return _shown_link(request, user)


@public
class ChoosePassword(PasswordResetConfirmView):
    """Where an account's owner chooses a password, by a link that works once."""

    template_name = "accounts/choose_password.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: Any) -> HttpResponse:
        """Note it; the owner then signs in."""
        response = super().form_valid(form)
        note(self.request, gettext_noop("Password chosen by a link"), form.user.username)
        messages.success(self.request, gettext("Your password is set. Sign in with it."))
        return response


def _role_name(user: User) -> str:
    return Role(user.role).name.lower()


def _shown_link(request: HttpRequest, user: User) -> HttpResponse:
    link = request.build_absolute_uri(link_path(user))
    return render(request, "accounts/link.html", {"link": link, "account": user})
