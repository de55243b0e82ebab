"""What is said beside the refusal of a kind of question."""

from typing import Dict, Optional

from assistant.answers.decision import Beside

UNKNOWN = "unknown_detail"
# By topic; the nearest facts beside all others.
BESIDE: Dict[Optional[str], Beside] = {
    "injection": Beside.NOTHING,
    "gibberish": Beside.NOTHING,
    "far": Beside.TOPICS,
    UNKNOWN: Beside.CONTACT,
    "assistance_request": Beside.CONTACT,
    "asylum_visa": Beside.CONTACT,
    "job_donation": Beside.CONTACT,
}


def beside_refusal(topic: Optional[str]) -> Beside:
    """What is said beside the refusal of a question of a topic."""
    return BESIDE.get(topic, Beside.NEAREST)
