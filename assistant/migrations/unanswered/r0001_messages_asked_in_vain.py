"""Messages asked in vain, what they became, and when they were grouped."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Take the step; there is none back, but a backup."""
    op.create_table(
        "unanswered",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=True),
        sa.Column("tied_by", sa.String(16), nullable=True),
        sa.Column("message", sa.String(100), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("about", sa.String(100), nullable=True),
        sa.Column("nearest", sa.JSON(), nullable=False),
        sa.Column("encoder", sa.String(64), nullable=True),
        sa.Column("embedding", sa.LargeBinary(), nullable=True),
        sa.Column("together", sa.Integer(), nullable=True),
        sa.Column("filing", sa.Integer(), nullable=True),
        if_not_exists=True,
    )
    for column in ("day", "conversation", "together", "filing"):
        op.create_index(f"ix_unanswered_{column}", "unanswered", [column], if_not_exists=True)
    op.create_table(
        "unanswered_filings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(150), nullable=False),
        sa.Column("became", sa.String(20), nullable=False),
        sa.Column("label", sa.String(200), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        if_not_exists=True,
    )
    op.create_table(
        "unanswered_groupings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        if_not_exists=True,
    )
