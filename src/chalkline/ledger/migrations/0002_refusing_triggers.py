"""The database itself refuses to change or remove what the ledger holds.

A guard against mistakes and against code of ours that forgets. It does not stop somebody who owns the
database: against them stand the signed checkpoints that others keep.
"""

from django.db import migrations

KEPT = ["ledger_fact", "ledger_mention", "ledger_leaf", "ledger_node", "ledger_checkpoint"]
PART = "ledger_part"
ONLY_ERASED = """
    NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.erased_at IS NULL OR OLD.erased_at IS NOT NULL
    OR NEW.id <> OLD.id OR NEW.fact_id <> OLD.fact_id OR NEW.name <> OLD.name
"""


def sqlite_statements():
    for table in [*KEPT, PART]:
        for act in ["UPDATE", "DELETE"]:
            when = f"WHEN {ONLY_ERASED}" if (table, act) == (PART, "UPDATE") else ""
            yield f"""
                CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table} {when}
                BEGIN SELECT RAISE(ABORT, '{table} keeps what was written'); END
            """


def postgresql_statements():
    yield """
        CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% keeps what was written', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
    """
    for table in KEPT:
        yield f"""
            CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
        """
    yield f"""
        CREATE TRIGGER {PART}_refuses_delete BEFORE DELETE ON {PART}
        FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
    """
    yield f"""
        CREATE TRIGGER {PART}_refuses_update BEFORE UPDATE ON {PART}
        FOR EACH ROW WHEN ({ONLY_ERASED}) EXECUTE FUNCTION ledger_refuse()
    """
    for table in [*KEPT, PART]:
        yield f"""
            CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
        """


def refuse(apps, schema_editor):
    statements = {"sqlite": sqlite_statements, "postgresql": postgresql_statements}
    for statement in statements[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION ledger_refuse() CASCADE")
        return
    for table in [*KEPT, PART]:
        for act in ["update", "delete"]:
            schema_editor.execute(f"DROP TRIGGER {table}_refuses_{act}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
