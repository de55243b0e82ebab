"""What a model answers, as ``benchmarks.answers`` writes it."""

import datetime
from typing import List, Optional

from pydantic import BaseModel


class Answered(BaseModel):
    """What was decided about a message of a set.

    ``right`` is None where nobody says what would be; what is not ``listed`` counts and is not
    shown.
    """

    set: str
    group: str
    text: str
    expected: str = ""
    got: str
    right: Optional[bool] = None
    listed: bool = True
    danger: bool = False


class Answers(BaseModel):
    """All that a model answers, and the measures that miss their bars."""

    model: str
    at: datetime.datetime
    missed: List[str]
    answers: List[Answered]
