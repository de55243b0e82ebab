"""What is counted and measured of the assistant's work, in Prometheus' terms.

No label holds what a visitor wrote or who they are; each has few values, all known beforehand.
"""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
)

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

MODEL = Info("oim_model", "The model that serves, by its file's name.", registry=REGISTRY)
MESSAGES = Counter(
    "oim_messages",
    "Messages that the dialogue answered, by the language of the reply.",
    ["channel", "language"],
    registry=REGISTRY,
)
DECISIONS = Counter(
    "oim_decisions", "What was decided: a step of a decision each.", ["kind"], registry=REGISTRY
)
REFUSALS = Counter(
    "oim_refusals",
    "Facts not shown because the question names something else.",
    ["reason"],
    registry=REGISTRY,
)
DANGER = Counter(
    "oim_danger",
    "Messages of danger, answered with numbers to call.",
    ["channel"],
    registry=REGISTRY,
)
SILENT = Counter(
    "oim_silent_turns",
    "Messages that the dialogue said nothing to.",
    ["channel"],
    registry=REGISTRY,
)
STAGE_SECONDS = Histogram(
    "oim_stage_seconds",
    "Seconds of a message: waiting for its turn, being understood, being decided on and put into "
    "words, being saved.",
    ["stage"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
    registry=REGISTRY,
)
WAITING = Gauge("oim_waiting_messages", "Messages that wait for their turn.", registry=REGISTRY)
UNDER_WAY = Gauge(
    "oim_web_messages_under_way",
    "Messages of the page that were taken and not answered to the end.",
    registry=REGISTRY,
)
UNDELIVERED = Counter(
    "oim_undelivered_replies",
    "Replies that a service did not take.",
    ["channel"],
    registry=REGISTRY,
)
USE_LOST = Counter(
    "oim_use_lost", "Turns that are missing from the counts of use.", registry=REGISTRY
)
STORE_ERRORS = Counter(
    "oim_store_errors",
    "Times that a database began to fail, or failed where each failure is told.",
    ["store"],
    registry=REGISTRY,
)
TROUBLES = Counter(
    "oim_troubles",
    "Events of the assistant's log that are warnings or errors.",
    ["event"],
    registry=REGISTRY,
)
