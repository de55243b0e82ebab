"""The administrators' forms."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from assistant.desk.accounts.models import User
from assistant.desk.roles import Role

NAME_TAKEN = _("There is an account of this name already.")
LAST_ADMINISTRATOR = _(
    "This is the only administrator: make somebody else one first, or nobody could manage accounts."
)


class NewAccount(forms.Form):
    """A name to sign in with, an address for notices, and a role."""

    username = forms.CharField(
        label=_("Name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("To sign in with; it stands beside what this person changes."),
    )
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("For reminders and notices.")
    )
    role = forms.TypedChoiceField(
        label=_("Role"), choices=Role.choices, coerce=lambda role: Role(int(role))
    )

    def clean_username(self) -> str:
        """Refuse a name that is taken."""
        name = str(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(NAME_TAKEN)
        return name


class Account(forms.ModelForm):  # type: ignore[type-arg]  # generic for the type checker only
    """What an administrator changes of an account."""

    class Meta:
        model = User
        fields = ["email", "role", "is_active"]
        labels = {"email": _("E-mail address"), "is_active": _("May sign in")}

    def clean(self) -> Any:
        """Refuse to leave the desk without an administrator."""
        found = super().clean()
        keeps = self.cleaned_data.get("role") == Role.ADMINISTRATOR and self.cleaned_data.get(
            "is_active"
        )
        others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(
            pk=self.instance.pk
        )
        if not keeps and not others.exists():
            raise forms.ValidationError(LAST_ADMINISTRATOR)
        return found
