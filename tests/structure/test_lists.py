"""Every list can be narrowed and taken out; what is too short for that is named here, with its reason."""

from __future__ import annotations

import ast
from pathlib import Path

PAGES = Path(__file__).resolve().parents[2] / "src" / "chalkline" / "web" / "pages"
SHORT = {
    ("data/roster_pictures.py", "audits"): "one for each roster audit, the latest first",
    ("data/roster_pictures.py", "found"): "the kinds of findings of one audit",
    ("discover/audit.py", "apart"): "the sources of one audit",
    ("discover/audits.py", "audits"): "a few a year",
    ("discover/columns.py", "headers"): "the columns of one file",
    ("human_records/home.py", "counts"): "a row for each approved use that needs one",
    ("people/home.py", "schools"): "the schools of one district",
    ("protect/calls.py", "uses"): "counts by approved use",
    ("protect/calls.py", "*"): "counts by one thing",
    ("protect/classes.py", "purposes"): "counts by purpose",
    ("protect/kept.py", "kept"): "the kinds of what is kept",
    ("protect/paired.py", "differences"): "the groups of one check",
    ("protect/policies.py", "policies"): "the editions that were in force, by number",
    ("protect/spending.py", "*"): "counts by one thing",
    ("prove/result.py", "groups"): "the groups of one result",
    ("readiness/home.py", "domains"): "the domains of the checklist",
}
NO_FILE = {("data/roster_pictures.py", "audits"), ("data/roster_pictures.py", "found"), ("protect/kept.py", "kept")}


def lists() -> dict[tuple[str, str], tuple[set[str], str]]:
    """Every Table of the pages: where, its name ("*": worked out), what it is given, and the text of its module."""
    found = {}
    for file in sorted(PAGES.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Table":
                name = node.args[1].value if isinstance(node.args[1], ast.Constant) else "*"
                given = {str(each.arg) for each in node.keywords}
                found[file.relative_to(PAGES).as_posix(), str(name)] = (given, text)
    return found


def test_lists_can_be_searched_or_filtered_unless_they_are_short() -> None:
    fixed = {where for where, (given, _text) in lists().items() if not given & {"search", "filters"}}
    assert fixed == set(SHORT), "a list needs a search or filters, or a reason why it stays short"


def test_lists_can_be_taken_out() -> None:
    kept = {where for where, (_given, text) in lists().items() if ".wants_file" not in text}
    assert kept == NO_FILE
