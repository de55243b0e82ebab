"""Keeps what was asked in vain, what it was grouped into and what it became."""

from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, Callable, Dict, Iterator, List, Mapping, NamedTuple, Optional, Sequence

from sqlalchemy import func, or_
from sqlalchemy.orm import Session, sessionmaker

from assistant.database import OVERWRITTEN, OnDemandEngine, empty_log, now
from assistant.databases.schemas import UNANSWERED
from assistant.privacy.current import current_scrubber
from assistant.settings import WatchSettings
from assistant.unanswered.filed import Became, Filing
from assistant.unanswered.missed import Missed, Why
from assistant.unanswered.tables import FilingRow, GroupingRow, MessageRow
from assistant.unanswered.ties import Ties

LONGEST_TEXT = 1000  # characters
Counts = Dict[Any, int]


class Embedded(NamedTuple):
    """A message's text with its language, and its embedding by the encoders that are named."""

    id: int
    text: str
    language: str
    encoder: Optional[str]
    embedding: Optional[bytes]


class GroupCount(NamedTuple):
    """How many messages of a group wait, and the day of the latest."""

    first: int
    messages: int
    latest: date


class UnansweredStore:
    """Messages asked in vain, in a database (any SQLAlchemy URL), opened and made on first use."""

    def __init__(self, url: str, ties: Optional[Ties] = None) -> None:
        self._database = OnDemandEngine(url, UNANSWERED, (OVERWRITTEN,))
        self._ties = ties or Ties(WatchSettings())

    def close(self) -> None:
        """Give the database's connections back."""
        self._database.engine.dispose()

    def prepare(self) -> None:
        """Make tables, key and scrubber ready, which else the first message does."""
        current_scrubber()
        self._ties.of("")
        with self._database.opened():
            pass

    # --- what the channels tell ------------------------------------------------------------

    def put(
        self, conversation: str, missed: Missed, is_wanted: Callable[[], bool] = lambda: True
    ) -> None:
        """Keep a message once, what is personal in it as placeholders.

        Args:
            is_wanted: asked at the end: nothing is kept where nobody waits for it any more.
        """
        tie = self._ties.of(conversation)
        text = current_scrubber().scrub(missed.text).text[:LONGEST_TEXT]
        with self._session() as session:
            known = session.query(MessageRow.id).filter_by(
                conversation=tie.conversation, message=missed.message
            )
            if known.first() is not None:
                return
            session.add(
                MessageRow(
                    day=now().date(),
                    conversation=tie.conversation,
                    tied_by=tie.key,
                    message=missed.message,
                    text=text,
                    language=missed.language,
                    channel=missed.channel,
                    why=missed.why.value,
                    about=missed.about,
                    nearest=missed.nearest,
                )
            )
            session.flush()
            if is_wanted():
                session.commit()

    def take_back(self, conversation: str, message: str) -> None:
        """Forget that a visitor found the reply to a message unhelpful."""
        tie = self._ties.of(conversation)
        with self._session() as session, session.begin():
            session.query(MessageRow).filter_by(
                conversation=tie.conversation, message=message, why=Why.THUMBS_DOWN.value
            ).delete()

    def forget(self, conversation: str) -> None:
        """Erase what a conversation's visitor wrote; and what was tied by a key that is lost, of
        which nobody can tell any more whose it is."""
        tie = self._ties.of(conversation)
        with self._session() as session, session.begin():
            session.query(MessageRow).filter(
                or_(MessageRow.conversation == tie.conversation, MessageRow.tied_by != tie.key)
            ).delete(synchronize_session=False)
        empty_log(self._database.engine)

    def delete_before(self, days: int, conversations_days: int) -> int:
        """Delete the messages that are older than so many days; what is older than
        ``conversations_days`` is no conversation's any more, as the conversation is gone.

        Returns:
            How many messages were deleted.
        """
        today = now().date()
        with self._session() as session, session.begin():
            late = session.query(MessageRow)
            apart = late.filter(MessageRow.day < today - timedelta(days=conversations_days))
            apart.update({"conversation": None, "tied_by": None, "message": None})
            count = late.filter(MessageRow.day < today - timedelta(days=days)).delete()
        empty_log(self._database.engine)
        return int(count)

    def scrub(self) -> int:
        """Scrub what was kept by a scrubber that knew less; in how many something was found."""
        count = 0
        with self._session() as session, session.begin():
            for row in session.query(MessageRow):
                kept = current_scrubber().scrub(row.text).text
                if kept != row.text:
                    row.text, row.encoder, row.embedding = kept, None, None
                    count += 1
        empty_log(self._database.engine)
        return count

    # --- grouping ----------------------------------------------------------------------------

    def embedded(self) -> List[Embedded]:
        """All messages, the oldest first."""
        columns = (
            MessageRow.id,
            MessageRow.text,
            MessageRow.language,
            MessageRow.encoder,
            MessageRow.embedding,
        )
        with self._session() as session:
            return [Embedded(*row) for row in session.query(*columns).order_by(MessageRow.id)]

    def keep_embeddings(self, encoder: str, embeddings: Mapping[int, bytes]) -> None:
        """Keep messages' embeddings, where the messages are still there."""
        with self._session() as session, session.begin():
            for message, embedding in embeddings.items():
                query = session.query(MessageRow).filter_by(id=message)
                query.update({"encoder": encoder, "embedding": embedding})

    def keep_groups(self, groups: Mapping[int, int]) -> None:
        """Keep of each message which one its group begins with."""
        with self._session() as session, session.begin():
            for message, first in groups.items():
                session.query(MessageRow).filter_by(id=message).update({"together": first})
            session.query(GroupingRow).delete()
            session.add(GroupingRow(messages=len(groups)))

    def ungrouped(self) -> int:
        """How many messages came since the last grouping."""
        with self._session() as session:
            return int(session.query(MessageRow).filter(MessageRow.together.is_(None)).count())

    # --- what the staff reads and decides ----------------------------------------------------

    def messages(self) -> List[MessageRow]:
        """All messages, the oldest first; without their embeddings."""
        with self._session() as session:
            return list(session.query(*_READ).order_by(MessageRow.id))

    def waiting_groups(
        self, least: int, most: Optional[int], limit: Optional[int], offset: int
    ) -> List[GroupCount]:
        """The groups with ``least`` to ``most`` messages that became nothing yet, the largest
        first; a message that is not grouped yet is one by itself."""
        count, latest = func.count(MessageRow.id), func.max(MessageRow.day)
        with self._session() as session:
            query = session.query(_GROUP, count, latest).filter(MessageRow.filing.is_(None))
            query = query.group_by(_GROUP).having(count >= least)
            if most is not None:
                query = query.having(count <= most)
            query = query.order_by(count.desc(), latest.desc(), _GROUP)
            return [GroupCount(*row) for row in query.offset(offset).limit(limit)]

    def number_of_groups(self, least: int, most: Optional[int] = None) -> int:
        """How many groups wait with ``least`` to ``most`` messages."""
        count = func.count(MessageRow.id)
        with self._session() as session:
            query = session.query(_GROUP).filter(MessageRow.filing.is_(None))
            query = query.group_by(_GROUP).having(count >= least)
            if most is not None:
                query = query.having(count <= most)
            return int(query.count())

    def counts(self, groups: Sequence[int], column: str) -> Dict[int, Counts]:
        """By group, how many messages that wait have each value of a column, most first."""
        value, count = getattr(MessageRow, column), func.count(MessageRow.id)
        found: Dict[int, Counts] = {}
        with self._session() as session:
            query = session.query(_GROUP, value, count)
            query = query.filter(MessageRow.filing.is_(None), _GROUP.in_(groups))
            for group, kind, number in query.group_by(_GROUP, value).order_by(count.desc(), value):
                found.setdefault(group, {})[kind] = number
        return found

    def oldest_texts(self, groups: Sequence[int]) -> Dict[int, str]:
        """By group, the oldest message that waits."""
        with self._session() as session:
            oldest = session.query(func.min(MessageRow.id)).filter(
                MessageRow.filing.is_(None), _GROUP.in_(groups)
            )
            query = session.query(_GROUP, MessageRow.text)
            return dict(query.filter(MessageRow.id.in_(oldest.group_by(_GROUP))).all())

    def became_before(self, groups: Sequence[int]) -> Dict[int, Became]:
        """By group, what messages of it became last, where some did."""
        with self._session() as session:
            query = session.query(_GROUP, FilingRow.became)
            query = query.join(FilingRow, FilingRow.id == MessageRow.filing)
            rows = query.filter(_GROUP.in_(groups)).order_by(FilingRow.id)
            return {group: Became(became) for group, became in rows}

    def of_group(self, first: int) -> List[MessageRow]:
        """The messages of a group that wait, the oldest first."""
        with self._session() as session:
            query = session.query(*_READ).filter(MessageRow.filing.is_(None), _GROUP == first)
            return list(query.order_by(MessageRow.id))

    def languages(self, messages: Sequence[int]) -> Dict[int, str]:
        """The languages of messages, by their numbers; of those that are there."""
        with self._session() as session:
            query = session.query(MessageRow.id, MessageRow.language)
            return dict(query.filter(MessageRow.id.in_(messages)).all())

    def texts(self) -> List[str]:
        """What was asked, each text once, the oldest first."""
        with self._session() as session:
            rows = session.query(MessageRow.text).order_by(MessageRow.id)
            return list(dict.fromkeys(text for (text,) in rows))

    def file(self, messages: Sequence[int], filing: Filing) -> int:
        """Note what messages became; those that became something meanwhile stay what they are.

        Returns:
            How many became it.
        """
        with self._session() as session, session.begin():
            row = FilingRow(**{**filing._asdict(), "became": filing.became.value})
            session.add(row)
            session.flush()
            left = session.query(MessageRow).filter(
                MessageRow.id.in_(messages), MessageRow.filing.is_(None)
            )
            count = left.update({"filing": row.id}, synchronize_session=False)
            if not count:
                session.delete(row)
        return int(count)

    def filings(self) -> Dict[int, FilingRow]:
        """What was decided, by its number."""
        with self._session() as session:
            return {row.id: row for row in session.query(FilingRow).order_by(FilingRow.id)}

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with self._database.opened() as engine:
            with sessionmaker(engine, expire_on_commit=False)() as session:
                yield session


# A message's group: the first one of it.
_GROUP = func.coalesce(MessageRow.together, MessageRow.id)
_READ = (
    MessageRow.id,
    MessageRow.day,
    MessageRow.text,
    MessageRow.language,
    MessageRow.channel,
    MessageRow.why,
    MessageRow.about,
    MessageRow.nearest,
    MessageRow.together,
    MessageRow.filing,
)
