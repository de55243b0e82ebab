"""Reads at the action server's start what the first visitor must not wait for."""

import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from actions.context import store
from assistant.answers.decide import decide
from assistant.answers.decision import Memory
from assistant.answers.write import write
from assistant.facts.errors import FactError
from assistant.facts.languages import LANGUAGES
from assistant.understanding.question import Question

log = structlog.get_logger(__name__)


def prepare() -> None:
    """Answer a fact's own question in each language: facts, wording and tables of claims are
    then in memory. Without a database the server starts all the same."""
    today = datetime.date.today()
    try:
        snapshot = store().snapshot()
        record = next(record for record in snapshot.records.values() if record.asked)
        for language in LANGUAGES:
            question = Question(topic=record.id, text=record.question[language])
            write(decide([question], Memory(), snapshot, today), snapshot, language, today)
    except (FactError, SQLAlchemyError, StopIteration) as error:
        log.error("actions.not_prepared", error=repr(error))


# rasa_sdk imports every module of the package before it serves.
prepare()
