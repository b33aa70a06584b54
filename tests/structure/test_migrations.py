"""Migrations: one head for each app, nothing of the application in them, and nothing they have yet to say."""

from __future__ import annotations

import ast
import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from chalkline.kernel.sqlite import is_fixed

SOURCE = Path(__file__).resolve().parents[2] / "src" / "chalkline"
FILES = sorted(SOURCE.rglob("migrations/*.py"))


@pytest.fixture(scope="module")
def graph() -> MigrationLoader:
    return MigrationLoader(None, ignore_no_migrations=True)


def test_every_app_has_one_head(graph: MigrationLoader) -> None:
    ours = {app for app, _ in graph.graph.nodes} & {path.parts[-3] for path in FILES} | {
        node[0] for node in graph.graph.nodes if graph.graph.nodes[node].__module__.startswith("chalkline.")
    }
    assert len(ours) > 10
    for app in ours:
        assert len(graph.graph.leaf_nodes(app)) == 1, app
    assert not graph.detect_conflicts()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_migrations_import_no_application_code(path: Path) -> None:
    """A migration that imports code of today breaks when the code of tomorrow differs."""
    for node in ast.walk(ast.parse(path.read_text())):
        modules = [node.module or "."] if isinstance(node, ast.ImportFrom) else []
        modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        assert not any(each.startswith((".", "chalkline")) for each in modules), modules
        assert not (isinstance(node, ast.ImportFrom) and node.level), "a relative import"


@pytest.mark.django_db
def test_the_models_say_nothing_that_no_migration_says() -> None:
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.django_db
def test_the_database_under_test_was_made_by_them(graph: MigrationLoader) -> None:
    applied = MigrationLoader(connection).applied_migrations
    assert set(graph.graph.leaf_nodes()) <= set(applied)


def test_the_suite_runs_on_the_sqlite_the_product_runs_on() -> None:
    if connection.vendor == "sqlite":
        assert is_fixed(connection.Database.sqlite_version_info), connection.Database.sqlite_version
