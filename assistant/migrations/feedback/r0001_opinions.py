"""Opinions on facts, as they were first: a comment was called ``word``.

What is there already was made before there were migrations, perhaps only in part: it is kept.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Take the step; there is none back, but a backup."""
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("conversation", sa.String(255), nullable=True),
        sa.Column("reply", sa.String(100), nullable=False),
        sa.Column("fact", sa.String(100), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("word", sa.Text(), nullable=True),
        if_not_exists=True,
    )
    for column in ("conversation", "fact"):
        op.create_index(f"ix_feedback_{column}", "feedback", [column], if_not_exists=True)
