"""What was called ``word`` is a comment."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# What was deleted until then was only unlinked.
VACUUM = True


def upgrade() -> None:
    """Take the step; there is none back, but a backup."""
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("feedback")}
    # Databases of before migrations may have taken it.
    if "word" in columns:
        op.execute(sa.text("ALTER TABLE feedback RENAME COLUMN word TO comment"))
