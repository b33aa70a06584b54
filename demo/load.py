"""Load the sample district: a school year, told in year/*.yaml, played through the product's own commands.

    python demo/load.py            play it, into the home folder of CHALKLINE_HOME
    python demo/load.py --check    only read the chapters, and say what is wrong with them
    python demo/load.py --deeds    every deed with what a line may say

Nothing is put in behind the product's back: each line is a command that a person of the district runs on some
day, with its permission check and its fact in the ledger. The days are simulated; everything else is what the
commands do.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from telling.days import SchoolYear
from telling.deed import DEEDS
from telling.playing import Player, Stuck
from telling.reading import LATELY, Chapter, Faults, Reader

HERE = Path(__file__).resolve().parent


def prepare() -> None:
    """Start Django with the fixed SQLite."""
    from chalkline.kernel.sqlite import use_fixed_sqlite

    use_fixed_sqlite()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkline.project.settings")
    import django

    django.setup()


def cast() -> dict[str, str]:
    """Everybody a line may name, with their address, or "system:…" for those without an account."""
    known = yaml.safe_load((HERE / "cast.yaml").read_text(encoding="utf-8"))
    return {**known["people"], **{name: f"system:{part}" for name, part in known["without_account"].items()}}


def chapters(people: dict[str, str]) -> tuple[Chapter, ...]:
    """All chapters, checked. Deeds must be known by then."""
    for file in sorted((HERE / "deeds").glob("*.py")):
        import_module(f"deeds.{file.stem}")
    files = sorted((HERE / "year").glob("[0-9]*.yaml"))
    return Reader(frozenset(people)).read([*files, HERE / "year" / f"{LATELY}.yaml"])


def deeds() -> str:
    """Every deed, for whoever writes a chapter."""
    lines = []
    for verb, each in sorted(DEEDS.items()):
        fields = [name if name in each.needed else f"[{name}]" for name in each.fields]
        first = (each.function.__doc__ or "").strip().split("\n")[0]
        lines.append(f"{verb}\n    {', '.join(fields) or 'nothing more to say'}\n    {first}")
    return "\n".join(lines)


def write_people(target: Path) -> None:
    """Who one can be, for the terminal."""
    from chalkline.people.api import ROLE_NAMES, accounts, actor_of_account

    lines = []
    for account in accounts():
        actor = actor_of_account(account)
        names = sorted({str(ROLE_NAMES[role]) for role in actor.roles} - {"Staff member"} or {"Staff member"})
        lines.append(f"    {actor.name:<18} {', '.join(names)}")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(*wishes: Any) -> None:
    prepare()
    from django.conf import settings

    from chalkline.kernel.clock import utc_now

    people = cast()
    try:
        told = chapters(people)
    except Faults as faults:
        sys.exit(f"The year cannot be played:\n{faults}")
    if "--deeds" in wishes:
        return print(deeds())
    if "--check" in wishes:
        return print(f"{sum(len(each.lines) for each in told)} lines in {len(told)} chapters, nothing wrong with them.")
    try:
        Player(SchoolYear(utc_now(), settings.TIME_ZONE), people).play(told)
    except Stuck as stuck:
        sys.exit(str(stuck))
    write_people(settings.CHALKLINE.home / "people.txt")
    return None


if __name__ == "__main__":
    main(*sys.argv[1:])
