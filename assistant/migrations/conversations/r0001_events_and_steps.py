"""Rasa's table of events, and the steps that were taken once with what it holds.

What is there already was made before there were migrations, perhaps only in part: it is kept.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Take the step; there is none back, but a backup."""
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sender_id", sa.String(255), nullable=False),
        sa.Column("type_name", sa.String(255), nullable=False),
        sa.Column("timestamp", sa.Float(), nullable=True),
        sa.Column("intent_name", sa.String(255), nullable=True),
        sa.Column("action_name", sa.String(255), nullable=True),
        sa.Column("data", sa.Text(), nullable=True),
        if_not_exists=True,
    )
    op.create_index("ix_events_sender_id", "events", ["sender_id"], if_not_exists=True)
    op.create_table(
        "conversation_steps",
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        if_not_exists=True,
    )
