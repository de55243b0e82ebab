"""Filters of the pages on facts."""
