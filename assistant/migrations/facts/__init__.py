"""The migrations of the facts' tables."""
