"""What came over the channels, and long payloads of buttons.

What is there already was made before there were migrations, perhaps only in part: it is kept.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Take the step; there is none back, but a backup."""
    op.create_table(
        "updates",
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("finished", sa.Integer(), nullable=False),
        sa.Column("update", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("replies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("sent", sa.Integer(), nullable=False),
        if_not_exists=True,
    )
    for column in ("at", "finished"):
        op.create_index(f"ix_updates_{column}", "updates", [column], if_not_exists=True)
    op.create_table(
        "payloads",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("payload", sa.Text(), nullable=False),
        if_not_exists=True,
    )
