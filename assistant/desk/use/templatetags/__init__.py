"""Filters of the pages on use."""
