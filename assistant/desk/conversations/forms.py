"""The forms of the pages on conversations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assistant.handover.marks import Mark

LONGEST_REASON = 200
LONGEST_TEXT = 2000
MARKS = [
    ("", _("no mark")),
    (Mark.WRONG.value, _("wrong answer")),
    (Mark.UNCLEAR.value, _("not understood")),
    (Mark.GOOD.value, _("good example")),
    (Mark.DANGER.value, _("danger, to look at again")),
]


class Reason(forms.Form):
    """Why a conversation is read."""

    reason = forms.CharField(
        label=_("Why do you read this conversation?"),
        help_text=_("It is kept in the audit with your name. Name nobody in it."),
        min_length=5,
        max_length=LONGEST_REASON,
    )


class Marking(forms.Form):
    """What somebody thinks of a conversation."""

    mark = forms.ChoiceField(label=_("Mark"), choices=MARKS, required=False)


class Due(forms.Form):
    """By when somebody is to be answered."""

    due = forms.DateField(
        label=_("To be answered by"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class Words(forms.Form):
    """Something to say to a visitor."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        # The newest words stand above it: the page opens there.
        widget=forms.Textarea({"rows": 3, "dir": "auto", "autofocus": True}),
    )
