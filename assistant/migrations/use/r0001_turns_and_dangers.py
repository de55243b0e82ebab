"""Turns without text, and days on which there was danger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Take the step; there is none back, but a backup."""
    op.create_table(
        "use_turns",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=True),
        sa.Column("visitor", sa.String(16), nullable=True),
        if_not_exists=True,
    )
    op.create_table(
        "use_dangers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        if_not_exists=True,
    )
    for table, column in (
        ("use_turns", "day"),
        ("use_turns", "visitor"),
        ("use_dangers", "day"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column], if_not_exists=True)
