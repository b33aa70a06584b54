"""The permission table as a picture that a reviewer reads: a change of rights is a change of this file.

Write it anew with: GOLDEN=write make test  (or pytest tests/structure), then read the difference.
"""

from __future__ import annotations

import ast
import os
from pathlib import Path

from chalkline.people.permissions import PERMISSIONS
from chalkline.people.words import Reach, Role

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "permissions.txt"
SIGNS = {
    Reach.EVERYWHERE: "yes",
    Reach.OWN_SCHOOL: "school",
    Reach.OWN: "own",
    Reach.SEAT: "seat",
    Reach.ASSIGNED: "asked",
    None: "·",
}


def picture() -> str:
    roles = list(Role)
    width = max(map(len, PERMISSIONS)) + 2
    columns = [max(len(role), 7) + 1 for role in roles]
    lines = ["".ljust(width) + "".join(role.ljust(wide) for role, wide in zip(roles, columns, strict=True))]
    for action in sorted(PERMISSIONS):
        signs = [SIGNS[PERMISSIONS[action].get(role)] for role in roles]
        lines.append(action.ljust(width) + "".join(s.ljust(wide) for s, wide in zip(signs, columns, strict=True)))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def test_rights_change_only_in_sight() -> None:
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(picture())
    assert GOLDEN.read_text() == picture()


def test_every_permission_is_asked_for_and_every_question_is_in_the_table() -> None:
    """A row that nothing checks is a promise nobody keeps; a check without a row would refuse everyone."""
    asked: set[str] = set()
    for path in (ROOT / "src" / "chalkline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                named = node.func.attr in {"must", "may", "could"} and node.args
                if named and isinstance(node.args[0], ast.Constant):
                    asked.add(node.args[0].value)
            if isinstance(node, ast.keyword) and node.arg == "permission" and isinstance(node.value, ast.Constant):
                asked.add(node.value.value)
    assert asked <= set(PERMISSIONS), asked - set(PERMISSIONS)
