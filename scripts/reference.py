"""Write the reference pages that follow from the code; with --check, fail where they do not.

docs/reference/settings.md   from project/configuration.py
docs/reference/facts.md      from every events.py
docs/reference/commands.md   from every command
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import os
import pkgutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
MADE = "*Made by `scripts/reference.py`; do not edit.*\n"


def load_everything() -> None:
    """Import every module of the steps, so that all facts and commands are known."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("CHALKLINE_HOME", tempfile.mkdtemp(prefix="chalkline-reference-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkline.project.settings")
    import django

    django.setup()
    import chalkline

    for module in pkgutil.walk_packages(chalkline.__path__, "chalkline."):
        if module.name.rsplit(".", 1)[-1] in {"events", "commands"} or ".commands." in module.name:
            importlib.import_module(module.name)


def settings_page() -> str:
    """Every setting, its environment name, default and meaning."""
    from chalkline.project.configuration import Configuration

    rows = [
        f"| `CHALKLINE_{name.upper()}` | `{field.default}` | {field.description} |"
        for name, field in Configuration.model_fields.items()
    ]
    return "\n".join(["# Settings", "", MADE, "| name | default | meaning |", "|---|---|---|", *rows, ""])


def facts_page() -> str:
    """Every kind of fact with its sentence and fields."""
    from chalkline.ledger.api import all_kinds

    lines = ["# Facts", "", MADE, "What the ledger can tell. Fields in a part of their own can be erased alone.", ""]
    for kind, known in sorted(all_kinds().items()):
        if not known.event.__module__.startswith("chalkline."):
            continue
        fields = [
            f"`{each.name}`" + (f" (part *{each.metadata['part']}*)" if "part" in each.metadata else "")
            for each in dataclasses.fields(known.event)
        ]
        what = (inspect.getdoc(known.event) or "").splitlines()[0]
        lines += [f"## `{kind}`", "", f"{what} “{known.says}” In the {known.log} log.", "", ", ".join(fields), ""]
    return "\n".join(lines)


def commands_page() -> str:
    """Every command: what it does and which facts it records."""
    from chalkline.people.api import COMMANDS

    lines = ["# Commands", "", MADE, "The only functions that write. Browser, API and command line all call these.", ""]
    lines += ["| command | what it does | records |", "|---|---|---|"]
    for name, command in sorted(COMMANDS.items()):
        if not name.startswith("chalkline."):
            continue
        parts = name.removeprefix("chalkline.").split(".")
        domain = ".".join(part for part in parts[:-1] if part != "commands")
        what = (inspect.getdoc(command) or "").split("\n\n")[0].replace("\n", " ")
        records = ", ".join(event.__name__ for event in command.records)
        lines.append(f"| `{domain}.{parts[-1]}` | {what} | {records} |")
    return "\n".join([*lines, ""])


def main() -> None:
    load_everything()
    pages = {"settings.md": settings_page(), "facts.md": facts_page(), "commands.md": commands_page()}
    if "--check" in sys.argv:
        stale = [name for name, text in pages.items() if (REFERENCE / name).read_text() != text]
        if stale:
            sys.exit(f"{', '.join(stale)} no longer follow from the code. Run: python scripts/reference.py")
        return
    REFERENCE.mkdir(exist_ok=True)
    for name, text in pages.items():
        (REFERENCE / name).write_text(text)


if __name__ == "__main__":
    main()
