"""The desk itself: its layout, its words and what all slices share."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Among Django's applications, the one whose templates come before all others'."""

    name = "assistant.desk"
    label = "desk"
