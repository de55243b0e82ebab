"""The migrations of the conversations' tables."""
