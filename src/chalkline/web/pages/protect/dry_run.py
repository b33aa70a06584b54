"""Protect: what a prepared policy, or proposed rules, would have done to the calls of the last 30 days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import schools_and_office
from chalkline.protect.disclosure import Cell, Shown
from chalkline.publish.bundle.api import bundle_by_id, policy_in_force
from chalkline.publish.district_rules.api import rule_set_by_id
from chalkline.report.dry_run.api import DAYS, TURN_NAMES, DryRun, Turn, run_of_bundle, run_of_rules
from chalkline.rulebook.api import role_name
from chalkline.web.routes import Request, page

TURNS = (Turn.REFUSED, Turn.GOES_OUT, Turn.OTHERWISE, Turn.CANNOT_TELL, Turn.SAME)


@page("protect/policies/<uuid:bundle_id>/dry-run/", name="dry_run.policy", permission="exchanges.see")
def of_policy(request: Request, bundle_id: UUID) -> HttpResponse:
    """Of a prepared policy."""
    bundle = bundle_by_id(request.actor, str(bundle_id))
    back = reverse("protect.policy", args=[bundle.pk])
    told = _told(run_of_bundle(request.actor, bundle, now=utc_now()))
    title = Sentence("Policy {n}", n=bundle.revision)
    return render(request, "protect/dry_run.html", {**told, "back": back, "of": title})


@page("protect/rules/sets/<uuid:set_id>/dry-run/", name="dry_run.rules", permission="exchanges.see")
def of_rules(request: Request, set_id: UUID) -> HttpResponse:
    """Of proposed rules."""
    made = rule_set_by_id(request.actor, str(set_id))
    told = _told(run_of_rules(request.actor, made, now=utc_now()))
    title = Sentence("Rule set {n}", n=made.number)
    return render(request, "protect/dry_run.html", {**told, "back": reverse("rules.set", args=[made.pk]), "of": title})


def _told(found: DryRun) -> dict[str, Any]:
    names: dict[str, Callable[[str], Sentence | str]] = {
        "role": lambda key: role_name(key) if key else Sentence("not known"),
        "school": lambda key: schools_and_office().get(key, "") or Sentence("not known"),
        "purpose": lambda key: policy_in_force().purpose_names.get(key, key) or Sentence("not known"),
    }
    titles = {"role": _("By whom"), "school": _("At which school"), "purpose": _("For what")}
    tables = [
        (titles[name], [
            (names[name](key), [_number(table.cell(key, turn)) for turn in TURNS]) for key in found.keys[name]
        ])
        for name, table in found.by.items()
    ]  # fmt: skip
    return {
        "calls": found.calls if found.calls == 0 or found.calls >= 10 else None,
        "days": DAYS,
        "refused": _number(found.by_turn[Turn.REFUSED]),
        "turns": [(TURN_NAMES[turn], _number(found.by_turn[turn])) for turn in TURNS],
        "heads": [TURN_NAMES[turn] for turn in TURNS],
        "tables": tables,
        "why": [(sentence, _number(cell)) for sentence, cell in found.why],
    }


def _number(cell: Cell) -> int | None:
    return cell.count if isinstance(cell, Shown) else None
