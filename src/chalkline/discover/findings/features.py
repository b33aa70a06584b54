"""Signs of AI in an approved product: what the catalogue says of it, and what the sources show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chalkline.approve.uses.api import uses_in_force
from chalkline.discover.findings.in_force import rollup_to_show
from chalkline.discover.findings.reconciling import some
from chalkline.discover.findings.rolling import Rolled
from chalkline.people.api import Actor
from chalkline.tools.register.api import AiScope, Known, known_services


def signals_now(actor: Actor, on: date) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every tool with an approved use on a day, its name, and the signs of AI in it."""
    holding = uses_in_force(actor, on).select_related("tool")
    approved = {use.tool.slug: use.tool.name for use in holding}
    if not approved:
        return
    known = {each.slug: each for each in known_services()}
    rolled: dict[str, Rolled] = {}
    if any(tool in known and known[tool].ai_scope == AiScope.FEATURE for tool in approved):
        rolled = {each.slug: each for each in rollup_to_show()[0].services if each.slug in approved}
    for tool, name in sorted(approved.items()):
        yield tool, name, tuple(_signals(known.get(tool), rolled.get(tool)))


def _signals(known: Known | None, rolled: Rolled | None) -> Iterator[str]:
    if known is None:
        return
    yield f"catalogue:{known.ai_scope}"
    if known.ai_scope == AiScope.FEATURE and rolled is not None:
        if some(rolled.sign_ins):
            yield "seen:sign_in"
        if rolled.told is not None:
            yield "seen:survey"
        if rolled.installed is not None:
            yield "seen:inventory"
