"""Whose an update is, where processes share the inbox.

Databases that such processes used before there was this step may have the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take the step; there is none back, but a backup."""
    has_sequences = op.get_bind().dialect.supports_sequences
    if has_sequences:
        op.execute(sa.text("CREATE SEQUENCE IF NOT EXISTS leases_number"))
    op.create_table(
        "leases",
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("conversation", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("owner", sa.String(32), nullable=True),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("finished", sa.Integer(), nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_leases_conversation", "leases", ["conversation"], if_not_exists=True)
    if has_sequences:
        # A backup of the table holds it then.
        op.execute(sa.text("ALTER SEQUENCE leases_number OWNED BY leases.number"))
