"""The database itself refuses to change or delete what the audit holds."""

from typing import Any

from django.db import migrations

WHY = "the audit is append-only"
SQLITE = [
    f"CREATE TRIGGER audit_no_{what} BEFORE {what} ON audit_entry "
    f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
    for what in ("update", "delete")
]
POSTGRESQL = [
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WHY}'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
]


def refuse_changes(apps: Any, schema_editor: Any) -> None:
    """Set the triggers."""
    kinds = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in kinds[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """The step; there is none back."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes)]
