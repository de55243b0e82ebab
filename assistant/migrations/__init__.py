"""Alembic's environment and the migrations of the databases, a folder each.

A step adds tables, or columns that an earlier version may leave empty, and is named by the next
number: earlier versions go on with the database meanwhile, and after a step back. One that does
anything else is named by a letter and a number from then on (``b0001``), CHANGELOG.md says so, and
earlier versions refuse the database.
"""
