"""The log of a program: a line of JSON an event, free of messages and names."""

import logging
import os
import secrets
import sys
from typing import Any, List, Optional, Tuple

import structlog
from structlog.typing import EventDict

from assistant.privacy.logs import WITHHOLDS
from assistant.secret_files import kept_secret
from assistant.settings import WatchSettings, text_of
from assistant.watching.counted_events import count_event
from assistant.watching.privacy import Private, is_told, pseudonyms

log = structlog.get_logger(__name__)

# Rasa and its action server keep these from the root's handler.
SANICS = ("sanic.root", "sanic.error", "sanic.access")


def write_private_json(program: str) -> None:
    """From now on, have all that this process logs written as JSON on standard output.

    It is to be called once the libraries have set up their own logging, which it replaces.
    """
    key, problem = _key(WatchSettings())
    private = Private(pseudonyms(key))

    def named(logger: Any, method: str, line: EventDict) -> EventDict:
        return {**line, "program": program}

    shared: List[Any] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        named,
        count_event,
        private,
    ]
    handler = logging.StreamHandler(sys.stdout)
    setattr(handler, WITHHOLDS, True)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ],
        )
    )
    # Of what is no trouble, a line without its words would tell nothing.
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or is_told(record.name))
    logging.getLogger().handlers = [handler]
    for name in SANICS:
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    level = logging.getLevelName(os.environ.get("LOG_LEVEL") or "INFO")
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    if problem:
        log.error("watching.no_log_key", error=problem)


def _key(settings: WatchSettings) -> Tuple[str, Optional[str]]:
    """What conversations' names are turned by, and why it is none that is kept."""
    try:
        return text_of(settings.log_key) or kept_secret(settings.log_key_file), None
    except OSError as error:
        # Visitors are served all the same; what stands for them is another after a restart.
        return secrets.token_urlsafe(32), repr(error)
