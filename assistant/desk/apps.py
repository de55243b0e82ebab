"""The desk itself: its layout, its words and what all slices share."""

from django.apps import AppConfig
from django.conf import settings

from assistant.desk.catalogues import compile_into


class DeskConfig(AppConfig):
    """Compiles the words before anybody reads them."""

    name = "assistant.desk"
    label = "desk"

    def ready(self) -> None:
        """Make what each start makes."""
        compile_into(settings.WORDS)
