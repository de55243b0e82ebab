"""Changes of what people in danger are shown wait for a second person; the history names both."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take the step; there is none back, but a backup."""
    op.create_table(
        "waiting",
        sa.Column("fact_id", sa.String(100), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("confirms", sa.Boolean(), nullable=False),
        sa.Column("loaded", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.JSON(), nullable=False),
        if_not_exists=True,
    )
    known = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("history")}
    if "approved_by" not in known:
        with op.batch_alter_table("history") as history:
            history.add_column(sa.Column("approved_by", sa.String(200), nullable=True))
