"""What the input channels of messaging services share."""

from typing import Any, Dict, Generic, Optional, Text, Type, TypeVar

from rasa.core.channels.channel import InputChannel, OutputChannel
from sanic import Blueprint

from assistant.messaging.account import Account
from assistant.messaging.answering import OnNewMessage
from assistant.messaging.database import Database
from assistant.messaging.lifecycle import Lifecycle
from assistant.messaging.service import Service
from assistant.settings import ChannelSettings

A = TypeVar("A", bound=Account)


class ServiceInput(InputChannel, Generic[A]):
    """Receives a service's updates at ``/webhooks/<name>/webhook``.

    Without the settings that its account needs, there is no such route.
    """

    account_type: Type[A]

    def __init__(self, settings: Optional[ChannelSettings] = None) -> None:
        self._settings = settings or ChannelSettings()
        self._lifecycle: Optional[Lifecycle] = None

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> "ServiceInput[A]":
        """The channel; its settings stand in the environment, not in the file."""
        return cls()

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes, and what runs from the server's start to its stop."""
        routes = Blueprint(f"{self.name()}_webhook", __name__)
        settings = self._settings
        if self.account_type.missing(settings):
            return routes
        account = self.account_type(settings)
        database = Database(settings.channels_url)
        service = self._service(account, database)
        self._lifecycle = Lifecycle(settings, database, account, service, on_new_message)
        self._lifecycle.attach(routes)
        self._add_routes(routes, account, self._lifecycle)
        return routes

    def get_output_channel(self) -> Optional[OutputChannel]:
        """For messages that no visitor's message triggered (Rasa's HTTP API)."""
        return self._lifecycle.output() if self._lifecycle else None

    def _service(self, account: A, database: Database) -> Service:
        """What the channel knows of its service."""
        raise NotImplementedError

    def _add_routes(self, routes: Blueprint, account: A, lifecycle: Lifecycle) -> None:
        """Add the routes that the service calls."""
        raise NotImplementedError
