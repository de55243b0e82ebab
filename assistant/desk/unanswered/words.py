"""What the cores' own names are called on the pages."""

from typing import Dict

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

WORDS: Dict[str, str] = {
    # Why a message counts as unanswered
    "fallback": _("not understood"),
    "refused": _("refused"),
    "asked_back": _("asked back"),
    "thumbs_down": _("thumb down"),
    # Languages and channels
    "fr": _("French"),
    "en": _("English"),
    "ar": _("Arabic"),
    "aeb": _("Derja"),
    "web": _("web page"),
    "telegram": _("Telegram"),
    "messenger": _("Messenger"),
    "rest": _("REST"),
    # What messages became
    "example": _("example of a fact"),
    "new_fact": _("new fact"),
    "out_of_scope": _("out of scope"),
    "danger": _("danger"),
    "not_for_us": _("not for us"),
    # What became of an example
    "filed": _("accepted"),
    "known": _("known already"),
    "elsewhere": _("known under another label"),
    "tested": _("a question of the tests, which must not be learned"),
    "personal": _("holds a placeholder: write made-up words in its place"),
    "unusable": _("too long, or no words"),
    # Kinds of what is out of scope
    "out_of_scope/assistance_request": _("asks for assistance"),
    "out_of_scope/asylum_visa": _("asylum and visas"),
    "out_of_scope/far": _("something else altogether"),
    "out_of_scope/gibberish": _("no sense"),
    "out_of_scope/injection": _("plays with the assistant"),
    "out_of_scope/job_donation": _("jobs and donations"),
    "out_of_scope/other_country": _("another country"),
    "out_of_scope/other_forum": _("another forum"),
    "out_of_scope/other_organisation": _("another organisation"),
    "out_of_scope/other_year": _("another year"),
    "out_of_scope/unknown_detail": _("a detail that is not known"),
    # Kinds of danger
    "distress/child": _("a child in danger"),
    "distress/detained_missing": _("detained or missing"),
    "distress/fire": _("fire"),
    "distress/general": _("danger of any kind"),
    "distress/medical": _("illness or injury"),
    "distress/sea": _("danger at sea"),
    "distress/stranded": _("stranded"),
    "distress/suicide": _("suicide"),
    "distress/trafficking": _("trafficking"),
    "distress/violence": _("violence"),
    # How far a trial has come
    "begun": _("begun"),
    "training": _("being trained"),
    "answering": _("answering the evaluation"),
    "compared": _("compared"),
    "failed": _("failed"),
    "stopped": _("interrupted"),
    # What became of an answer
    "won": _("right now"),
    "lost": _("wrong now"),
    "other": _("changed"),
    # What a decision does
    "Answer": _("answers"),
    "Refusal": _("says what it does not know"),
    "OutOfScope": _("out of scope"),
    "NotUnderstood": _("does not understand"),
    "Clarification": _("asks which one"),
    "Danger": _("numbers to call"),
    "OtherLanguage": _("says which languages it speaks"),
    "Gentle": _("kind words and a person"),
    "AskMore": _("asks what is wanted"),
    "Topics": _("names the topics"),
    "Sources": _("names the source"),
    # The evaluation's sets and measures
    "questions": _("the project’s questions"),
    "exam": _("questions by other hands"),
    "claims, learning": _("claims"),
    "claims, held_out": _("claims, held out"),
    "conversations": _("conversations"),
    "several questions": _("several questions at once"),
    "visitors": _("visitors’ own messages"),
    "blind, learning": _("blind messages"),
    "blind, held_out": _("blind messages, held out"),
    "names: answered": _("a name beside the question: answered"),
    "names: refused": _("another subject: refused"),
    "near out of scope: no fact": _("near, out of scope: no fact shown"),
    "danger recognized": _("danger recognised"),
    "danger recognized, told directly": _("danger told directly"),
    "danger recognized, told indirectly": _("danger told indirectly"),
    "no false alarm": _("no false alarm"),
    "several questions all answered": _("several questions, all answered"),
    "several questions all answered, none else": _("several questions, all answered, no other"),
    "one question that sounds like two": _("one question that sounds like two"),
    "conversation turns": _("turns of a conversation"),
    "conversation turns right": _("turns of a conversation"),
    "facts right": _("facts right"),
    "a fact shown to near out of scope": _("a fact shown to what is near, and out of scope"),
    "a fact shown to far out of scope": _("a fact shown to what is far, and out of scope"),
    "false alarms of danger": _("false alarms of danger"),
    "taken for a language not spoken here": _("taken for a language that is not spoken here"),
    "language of the reply right": _("language of the reply"),
    "'yes' to a false claim": _("“yes” to a false claim"),
    "'no' to a true claim": _("“no” to a true claim"),
    "a verdict where nothing was claimed": _("a verdict where nothing was claimed"),
    "due verdicts given": _("verdicts given where due"),
    # Why a model was not activated
    "not_compared": _("Nothing was tried that could be activated."),
    "compared_with_another": _(
        "It was compared with another model than the one that serves: try again."
    ),
    "worse": _("It answers worse than the model that serves. Nothing was changed."),
    "nothing_before": _("No model was activated: there is none to go back to."),
    "not_whole": _("The model’s file cannot be loaded. Nothing was changed."),
    "not_all_work": _("Not every process of the assistant works. Nothing was changed."),
    "not_up": _("The model did not come up: the one of before serves again."),
    "ended": _("It was interrupted. Look at which model serves, and try again."),
}


def word(name: str) -> str:
    """What something is called; the name itself where nobody gave it words."""
    known = WORDS.get(name)
    if known is None and ": " in name:
        half, _separator, measure = name.partition(": ")
        return f"{word(half)} – {word(measure)}"
    return gettext(known) if known else name


def decided(text: str) -> str:
    """What a decision does, as ``benchmarks.answers`` writes it, in the page's words."""
    steps = [step.partition(" ") for step in text.split(" + ")]
    return " + ".join(f"{word(name)} {about}".strip() for name, _separator, about in steps)
