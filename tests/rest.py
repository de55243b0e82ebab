"""REST for tests whose server is set up as for the public, where it stays closed otherwise."""

from typing import Any, Dict, Optional, Text

from rasa.core.channels.channel import InputChannel

from assistant.rest import DevelopmentRest


class OpenRest(DevelopmentRest):
    """REST, always open; only a credentials file of the tests names it."""

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> InputChannel:
        """The channel, open."""
        return cls(is_open=True)
