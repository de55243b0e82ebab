"""The migrations of the channels' tables."""
