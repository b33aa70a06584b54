"""The architecture, executable: what may import what, how large a file may be, who may write."""

from __future__ import annotations

import ast
import os
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "chalkline"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)

BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "managers", "misc", "lib"}
WRITING_CALLS = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
# The few modules besides commands that write tables, each because it *is* the writing machinery.
WRITERS = {
    "ledger/recording.py",
    "ledger/sequencing.py",
    "ledger/ingest.py",
    "ledger/spending.py",
    # Jobs comes before people in the order of steps, so it has no commands: it is the queue, the effect
    # keys, the cursor of reactions and the progress of work, written for commands of later steps.
    "jobs/queueing.py",
    "jobs/effects.py",
    "jobs/reacting.py",
    "jobs/work.py",
    "jobs/channel.py",
    # What the API answered to a call that may be sent again: of the door, not of the district, and gone in a day.
    "rest/repeating.py",
}


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def test_imports_go_one_way() -> None:
    command = str(Path(sys.executable).with_name("lint-imports"))
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    run = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_no_import_contract_has_exceptions() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert contracts
    for contract in contracts:
        assert not contract.get("ignore_imports"), contract["name"]


def test_files_stay_small() -> None:
    sizes = {name_of(path): len(path.read_text().splitlines()) for path in FILES}
    too_long = {name: size for name, size in sizes.items() if size > 500}
    assert not too_long, f"split these: {too_long}"
    assert statistics.median(sizes.values()) <= 120
    assert statistics.quantiles(sizes.values(), n=10)[-1] <= 300


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_names_say_what_a_module_is_for(path: Path) -> None:
    assert path.stem not in BANNED_NAMES and not BANNED_NAMES & set(path.relative_to(SOURCE).parts)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_module_says_why_it_exists(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text()))
    assert docstring and len(docstring) > 15


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_commands_write(path: Path) -> None:
    name = name_of(path)
    if path.stem == "commands" or "commands" in path.parts or name in WRITERS:
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING_CALLS:
            on = ast.unparse(node.func.value)
            # dict.update and hash.update are not writes; model managers and querysets are.
            if node.func.attr == "update" and ".objects" not in on and "filter(" not in on:
                continue
            assert ".objects" not in on and not on.endswith("s_of()"), (
                f"{name}:{node.lineno} writes {on}.{node.func.attr}"
            )
            assert node.func.attr not in {"save", "delete"}, f"{name}:{node.lineno} writes {on}.{node.func.attr}"


@pytest.mark.parametrize("path", [path for path in FILES if path.stem == "models"], ids=name_of)
def test_models_have_no_behaviour(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            assert node.name != "save", f"{name_of(path)} overrides save()"
        if isinstance(node, ast.Import | ast.ImportFrom):  # a signal of danger is no signal of Django
            told = [getattr(node, "module", None) or "", *(each.name for each in node.names)]
            assert not any("signals" in each or "dispatch" in each for each in told), f"{name_of(path)} sends signals"


@pytest.mark.parametrize("path", [path for path in FILES if path.stem == "rules" or path.stem == "words"], ids=name_of)
def test_rules_and_words_are_pure(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        modules: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            modules = [node.module]
        elif isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        for module in modules:
            assert not module.startswith("django"), f"{name_of(path)} imports {module}"
            assert ".models" not in module and ".queries" not in module and ".commands" not in module, module


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if {"report", "web", "rest", "cli"} & set(path.relative_to(SOURCE).parts)],
    ids=name_of,
)
def test_doors_use_public_doors_and_hold_no_roles(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("chalkline."):
            step = node.module.split(".")[1]
            if step in {path.relative_to(SOURCE).parts[0], "web", "rest", "cli", "kernel", "rulebook", "protect"}:
                continue
            assert node.module.endswith(".api"), f"{name_of(path)} imports {node.module}: use its api"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert node.value.id != "Role" or "personas" in name_of(path), f"{name_of(path)} decides by role"


def test_no_django_signals() -> None:
    for path in FILES:
        text = path.read_text()
        assert "django.dispatch" not in text and "db.models.signals" not in text, name_of(path)


def test_nothing_installed_or_made_is_in_the_tree() -> None:
    run = subprocess.run(["git", "ls-files", ".venv", "var"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == ""
