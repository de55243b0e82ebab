"""Metrics that are asked for when they are read: which parts work, and what waits for an answer."""

from typing import Dict, Iterator, Optional, Tuple

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import create_engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from assistant.database import now
from assistant.messaging.database import UpdateRow
from assistant.watching.database_state import sqlite_file
from assistant.watching.parts import Parts


class PartsCollector(Collector):
    """``oim_part_up``: 1 for each part that works, 0 for one that does not."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Ask the parts."""
        family = GaugeMetricFamily("oim_part_up", "Whether a part works.", labels=["part"])
        for part, problem in self._parts.now().items():
            family.add_metric([part], float(problem is None))
        yield family


class UnansweredCollector(Collector):
    """By channel, how many updates were taken and not answered to the end, and how long the
    oldest has waited; nothing where their database cannot be read."""

    def __init__(self, channels_url: str) -> None:
        self._url = channels_url

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Ask the channels' database."""
        count = GaugeMetricFamily(
            "oim_unanswered_updates",
            "Updates of a service that were taken and not answered to the end.",
            labels=["channel"],
        )
        age = GaugeMetricFamily(
            "oim_oldest_unanswered_update_seconds",
            "How long the oldest of them has waited.",
            labels=["channel"],
        )
        for channel, (waiting, seconds) in (self._waiting() or {}).items():
            count.add_metric([channel], waiting)
            age.add_metric([channel], seconds)
        yield count
        yield age

    def _waiting(self) -> Optional[Dict[str, Tuple[int, float]]]:
        file = sqlite_file(self._url)
        if file is not None and not file.exists():  # asking would make it
            return None
        # By index alone what is not finished, which is little.
        query = (
            select(UpdateRow.channel, func.count(), func.min(UpdateRow.at))
            .where(UpdateRow.finished == 0)
            .group_by(UpdateRow.channel)
        )
        try:
            with create_engine(self._url, poolclass=NullPool).connect() as connection:
                rows = connection.execute(query).all()
        except SQLAlchemyError:
            return None
        return {row[0]: (row[1], max(0.0, (now() - row[2]).total_seconds())) for row in rows}
