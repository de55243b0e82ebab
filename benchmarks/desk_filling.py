"""Fills the desk's databases as a year of an office leaves them: what was said, asked in vain,
thought of answers, counted, and done at the desk."""

import datetime
import json
import random
import secrets
import time
from typing import Any, Dict, Iterator, List

from sqlalchemy import insert
from sqlalchemy.engine import Engine

from assistant.conversations.events_table import EVENTS
from assistant.database import now, open_engine
from assistant.databases.schemas import CONVERSATIONS, FEEDBACK, UNANSWERED
from assistant.facts.files import read_records
from assistant.facts.store import FactStore
from assistant.feedback.store import FeedbackRow
from assistant.handover.contact import Contact
from assistant.handover.people import People
from assistant.settings import HandoverSettings, Settings, UseSettings
from assistant.unanswered.tables import GroupingRow, MessageRow
from assistant.use.days import today
from assistant.use.periods import ONE
from assistant.use.store import UseStore

CONVERSATIONS_, MESSAGES = 10_000, 100_000
USE_DAYS = 395
UNANSWERED_, OPINIONS, REQUESTS, ENTRIES, ACCOUNTS = 4_000, 6_000, 300, 20_000, 30
IN_A_GROUP = 8
BATCH = 5_000
WHO = "benchmark"  # looks at the pages
SENTENCE = "depuis quand l'OIM travaille-t-elle en Tunisie, et avec quels partenaires ?"
KINDS = {"answered": 55, "refused": 5, "out_of_scope": 10, "fallback": 8, "asked_back": 6,
         "small_talk": 12, "help": 3, "partly": 1}  # fmt: skip
CHANNELS = {"web": 20, "telegram": 6, "messenger": 1}
LANGUAGES = {"fr": 50, "ar": 30, "en": 10, "other": 0.5}


def fill(chosen: random.Random) -> str:
    """Fill the databases that the settings name; the name of a conversation that is taken over."""
    settings = Settings()
    records = read_records(settings.facts_dir)
    facts = FactStore(settings.facts_url)
    facts.load(records, "data/facts")
    facts.close()
    names = [f"web-{secrets.token_urlsafe(18)}" for _ in range(CONVERSATIONS_)]
    _write(settings.conversations_url, CONVERSATIONS, EVENTS, _said(names, list(records)))
    _write(settings.feedback_url, FEEDBACK, FeedbackRow.__table__, _opinions(chosen, list(records)))
    _write(settings.unanswered_url, UNANSWERED, MessageRow.__table__, _asked_in_vain(chosen))
    grouping = {"at": now(), "messages": UNANSWERED_}
    _write(settings.unanswered_url, UNANSWERED, GroupingRow.__table__, iter([grouping]))
    _use(chosen, list(records))
    _people(names)
    return names[-1]


def fill_desk() -> None:
    """Fill the desk's own database; Django is set up."""
    from assistant.desk.accounts.models import User
    from assistant.desk.audit.models import Entry
    from assistant.desk.roles import Role

    User.objects.bulk_create(
        User(username=f"staff{number}", role=Role.EDITOR) for number in range(ACCOUNTS)
    )
    Entry.objects.bulk_create(
        (
            Entry(who=f"staff{number % ACCOUNTS}", role=Role.EDITOR, address="127.0.0.1",
                  what="Conversation read", about=f"c-{number:016x}: une plainte")
            for number in range(ENTRIES)
        ),
        batch_size=1000,
    )  # fmt: skip


def _write(url: str, schema: Any, table: Any, rows: Iterator[Dict[str, Any]]) -> None:
    engine = open_engine(url, schema)
    batch: List[Dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            _put(engine, table, batch)
            batch = []
    if batch:
        _put(engine, table, batch)
    engine.dispose()


def _put(engine: Engine, table: Any, rows: List[Dict[str, Any]]) -> None:
    with engine.begin() as connection:
        connection.execute(insert(table), rows)


def _said(names: List[str], facts: List[str]) -> Iterator[Dict[str, Any]]:
    """Conversations of ten messages, with what Rasa keeps of each."""
    ends = time.time()
    for number, name in enumerate(names):
        moment = ends - 25 * 24 * 3600 * (1 - number / len(names))
        yield _event(name, moment, "session_started")
        for turn in range(MESSAGES // CONVERSATIONS_):
            fact = facts[(number + turn) % len(facts)]
            parsed = {"text": SENTENCE, "intent": {"name": "membership", "confidence": 0.97}}
            decision = {"steps": [{"step": "Answer", "fact": fact, "verdict": None}], "memory": {}}
            said = {"decision": decision, "facts": [{"id": fact, "sources": []}]}
            yield _event(name, moment, "user", text=SENTENCE, parse_data=parsed)
            yield _event(name, moment + 1, "action", name="action_answer")
            yield _event(name, moment + 1, "bot", text=SENTENCE * 2, metadata=said)
            yield _event(name, moment + 1, "action", name="action_listen")
            moment += 20


def _event(who: str, moment: float, kind: str, **data: Any) -> Dict[str, Any]:
    intent = data.get("parse_data", {}).get("intent", {}).get("name")
    document = {"event": kind, "timestamp": moment, "metadata": {}, **data}
    return {"sender_id": who, "type_name": kind, "timestamp": moment, "intent_name": intent,
            "data": json.dumps(document)}  # fmt: skip


def _opinions(chosen: random.Random, facts: List[str]) -> Iterator[Dict[str, Any]]:
    for number in range(OPINIONS):
        at = now() - datetime.timedelta(minutes=chosen.randrange(USE_DAYS * 24 * 60))
        yield {"at": at, "conversation": None, "reply": "", "fact": chosen.choice(facts),
               "language": "fr", "helpful": number % 4 > 0, "comment": None}  # fmt: skip


def _asked_in_vain(chosen: random.Random) -> Iterator[Dict[str, Any]]:
    day = today(UseSettings().zone)
    for number in range(1, UNANSWERED_ + 1):
        first = number - (number - 1) % IN_A_GROUP
        yield {"id": number, "day": day - chosen.randrange(90) * ONE, "text": f"{SENTENCE} {first}",
               "language": chosen.choice(["fr", "ar", "en", "aeb"]), "channel": "web",
               "why": chosen.choice(["fallback", "refused", "thumbs_down"]), "nearest": [],
               "together": first}  # fmt: skip


def _use(chosen: random.Random, facts: List[str]) -> None:
    store, day = UseStore(UseSettings().use_url), today(UseSettings().zone)

    def one(of: Dict[str, float]) -> str:
        return chosen.choices([*of], [*of.values()])[0]

    for _ in range(MESSAGES // BATCH):
        rows = []
        for _ in range(BATCH):
            kind = one(KINDS)
            rows.append(
                {
                    "day": day - chosen.randrange(1, USE_DAYS) * ONE,
                    "quarter": chosen.randrange(4),
                    "channel": one(CHANNELS),
                    "language": one(LANGUAGES),
                    "kind": kind,
                    "topics": chosen.choice(facts) if kind in ("answered", "refused") else "",
                    "milliseconds": int(chosen.lognormvariate(5.5, 0.5)) // 10 * 10,
                    "visitor": f"{chosen.randrange(80):x}",
                }
            )
        store.write(rows)
    store.write([day - chosen.randrange(1, USE_DAYS) * ONE for _ in range(500)])
    store.close()


def _people(names: List[str]) -> None:
    """Requests to be contacted, and the last conversation taken over by who looks at the pages."""
    people, moment = People(HandoverSettings()), now()
    week = datetime.timedelta(days=7)
    for number, name in enumerate(names[:REQUESTS]):
        contact = Contact("phone", "+216 20 123 456")
        due = moment + datetime.timedelta(hours=number)
        people.callbacks.add(name, "fr", "un dossier", contact, due, moment + week)
    people.takeovers.ask(names[-1], "fr")
    people.takeovers.take(names[-1], WHO)
    people.close()
