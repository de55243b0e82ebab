"""Alembic's environment and the migrations of the four databases, a folder each."""
