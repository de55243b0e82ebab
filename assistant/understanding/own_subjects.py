"""The subjects that are known here, by the ids of ``data/subjects.yml``."""

ORGANISATION, UN = "iom", "un"
OFFICE, FORUM = "iom_tunisia", "imrf"
# Organisations that a question about ours may name.
OWN_ORGANISATIONS = frozenset({ORGANISATION, UN})
# What these tell holds in Tunisia alone, also where a question does not name it.
LOCAL_SUBJECTS = frozenset({OFFICE, "help"})
# "The next forum" is always another; "the second forum" may ask which one this was.
LATER_FORUM, NUMBERED_FORUM = "later", "ordinal"
# Names that count or date the Forum, and are no other event's.
OWN_FORUMS = frozenset({LATER_FORUM, NUMBERED_FORUM})
