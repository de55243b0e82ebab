"""Who asked to be contacted, who talks to a person now, and what staff marked."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

INDEXES = [
    ("callbacks", "conversation"),
    ("callbacks", "due"),
    ("callbacks", "deleted_on"),
    ("callback_dialogues", "at"),
    ("takeovers", "seen"),
    ("deliveries", "conversation"),
    ("deliveries", "at"),
    ("marks", "kind"),
    ("marks", "at"),
]


def upgrade() -> None:
    """Take the step; there is none back, but a backup."""
    op.create_table(
        "callbacks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=False),
        sa.Column("deleted_on", sa.DateTime(), nullable=False),
        sa.Column("owner", sa.String(150), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by", sa.String(150), nullable=True),
        sa.Column("announced", sa.DateTime(), nullable=True),
        if_not_exists=True,
    )
    op.create_table(
        "callback_dialogues",
        sa.Column("conversation", sa.String(255), primary_key=True),
        sa.Column("step", sa.String(10), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "takeovers",
        sa.Column("conversation", sa.String(255), primary_key=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("seen", sa.DateTime(), nullable=False),
        sa.Column("staff", sa.String(150), nullable=True),
        sa.Column("taken", sa.DateTime(), nullable=True),
        sa.Column("announced", sa.DateTime(), nullable=True),
        if_not_exists=True,
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reply", sa.JSON(), nullable=False),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_table(
        "marks",
        sa.Column("conversation", sa.String(255), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("staff", sa.String(150), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        if_not_exists=True,
    )
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column], if_not_exists=True)
