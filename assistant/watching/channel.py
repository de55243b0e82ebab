"""Ties watching to Rasa's server: a channel without routes, since a channel is all that Rasa lets
begin and end with it."""

from functools import partial
from typing import Any, Awaitable, Callable, Dict, List, Optional

import structlog
from prometheus_client.registry import Collector
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic

from assistant.settings import ChannelSettings, Settings, WatchSettings
from assistant.watching.collected import PartsCollector, UnansweredCollector
from assistant.watching.logs import write_private_json
from assistant.watching.metrics import MODEL, REGISTRY
from assistant.watching.parts import Parts, Problem, action_server_problem, storage
from assistant.watching.server import Heart, WatchServer

log = structlog.get_logger(__name__)


class Watching(InputChannel):
    """Writes the log of Rasa's process, and serves what is to be watched at ``WATCH_PORT``."""

    def __init__(self, settings: WatchSettings) -> None:
        self._settings = settings
        self._heart = Heart()
        self._server: Optional[WatchServer] = None
        self._parts: Optional[Parts] = None
        self._asked: List[Collector] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name, under which it serves nothing."""
        return "watch"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        """The channel, as the settings say."""
        return cls(WatchSettings())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """No routes: what is watched is not for those whom the channels serve."""
        nothing = Blueprint(self.name())
        nothing.listener("before_server_start")(self._begin)
        nothing.listener("after_server_start")(self._begun)
        nothing.listener("before_server_stop")(self._end)
        return nothing

    async def _begin(self, app: Sanic, loop: Any) -> None:
        # Before Rasa loads its model: that is a part, too.
        write_private_json("rasa")
        if self._settings.watch_port is None:
            return
        channels = ChannelSettings()
        problems: Dict[str, Problem] = {
            "model": partial(_model_problem, app),
            "actions": partial(_actions_problem, app),
            **storage(Settings(), channels, self._settings),
        }
        self._parts = Parts(problems)
        try:
            self._server = WatchServer(
                self._settings.watch_port, REGISTRY, self._parts, self._heart
            )
        except OSError as error:
            # Visitors are served all the same.
            log.error("watching.not_served", port=self._settings.watch_port, error=repr(error))
            return
        self._asked = [PartsCollector(self._parts), UnansweredCollector(channels.channels_url)]
        for collector in self._asked:
            REGISTRY.register(collector)

    async def _begun(self, app: Sanic, loop: Any) -> None:
        self._heart.beats_in(loop)
        model = _model_name(app)
        if model:
            MODEL.info({"name": model})

    async def _end(self, app: Sanic, loop: Any) -> None:
        for collector in self._asked:
            REGISTRY.unregister(collector)
        if self._server is not None:
            self._server.close()
        if self._parts is not None:
            self._parts.close()


def _model_problem(app: Sanic) -> Optional[str]:
    agent = getattr(app.ctx, "agent", None)
    return None if agent is not None and agent.is_ready() else "not loaded"


def _model_name(app: Sanic) -> Optional[str]:
    processor = getattr(getattr(app.ctx, "agent", None), "processor", None)
    return getattr(processor, "model_filename", None)


def _actions_problem(app: Sanic) -> Optional[str]:
    agent = getattr(app.ctx, "agent", None)
    if agent is None or agent.action_endpoint is None:
        return "not known yet"
    return action_server_problem(agent.action_endpoint.url)
