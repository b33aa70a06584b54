"""Protect: what a prepared policy, or proposed rules, would have done to the calls of the last 30 days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chalkline.jobs.api import work_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import schools_and_office
from chalkline.publish.bundle.api import Bundle, bundle_by_id, policy_digest, policy_in_force
from chalkline.publish.district_rules.api import RuleSet, rule_set_by_id
from chalkline.report.dry_run.api import (
    DAYS,
    TURN_NAMES,
    WAS_NAMES,
    KeptRun,
    Read,
    Turn,
    ask_for_dry_run,
    kept_run_by_id,
    kept_runs,
    read,
)
from chalkline.rulebook.api import role_name
from chalkline.web.files import csv_of, xlsx_of
from chalkline.web.routes import Request, page
from chalkline.web.templatetags.saying import said

TURNS = (Turn.REFUSED, Turn.GOES_OUT, Turn.OTHERWISE, Turn.CANNOT_TELL, Turn.SAME)
CHANGED = (Turn.REFUSED, Turn.GOES_OUT, Turn.OTHERWISE)


@page("protect/policies/<uuid:bundle_id>/dry-run/", name="dry_run.policy", permission="dry_runs.see",
      methods=("GET", "POST"))  # fmt: skip
def of_policy(request: Request, bundle_id: UUID) -> HttpResponse:
    """Of a prepared policy."""
    bundle = bundle_by_id(request.actor, str(bundle_id))
    back = reverse("protect.policy", args=[bundle.pk])
    return _page(request, bundle, back, Sentence("Policy {n}", n=bundle.revision))


@page("protect/rules/sets/<uuid:set_id>/dry-run/", name="dry_run.rules", permission="dry_runs.see",
      methods=("GET", "POST"))  # fmt: skip
def of_rules(request: Request, set_id: UUID) -> HttpResponse:
    """Of proposed rules."""
    made = rule_set_by_id(request.actor, str(set_id))
    return _page(request, made, reverse("rules.set", args=[made.pk]), Sentence("Rule set {n}", n=made.number))


@page("protect/dry-runs/<uuid:run_id>/work/", name="dry_run.work", permission="dry_runs.see")
def work(request: Request, run_id: UUID) -> HttpResponse:
    """How far one is: a piece of its page."""
    return render(request, "protect/dry_run_work.html", _followed(kept_run_by_id(request.actor, str(run_id))))


@page("protect/dry-runs/<uuid:run_id>/<str:form>/", name="dry_run.cases", permission="dry_runs.see")
def cases(request: Request, run_id: UUID, form: str) -> HttpResponseBase:
    """Every kind of call that would come out otherwise, as a CSV or XLSX file: no text, no person, no number."""
    run = kept_run_by_id(request.actor, str(run_id))
    if form not in ("csv", "xlsx") or run.done_at is None:
        raise not_found(Sentence("file"))
    head = [_("What becomes of it"), _("Who"), _("Grades"), _("Tool"), _("For what"), _("Data found in it"),
            _("Now"), _("Then"), _("Why")]  # fmt: skip
    rows = [
        [
            said(TURN_NAMES[each.turn]), said(each.who), said(each.bands), each.tool,
            said(each.purpose), said(each.data), said(WAS_NAMES[each.before]), said(WAS_NAMES[each.after]),
            said(each.why),
        ]
        for each in read(run.result).cases
    ]  # fmt: skip
    name = f"dry-run-{run.asked_at:%Y-%m-%d}"
    return csv_of(name, head, iter(rows)) if form == "csv" else xlsx_of(name, head, iter(rows))


def _page(request: Request, of: RuleSet | Bundle, back: str, title: Sentence) -> HttpResponse:
    found = kept_runs(request.actor, of)
    if request.method == "POST":
        ask_for_dry_run(request.actor, of, now=utc_now())
        messages.success(request, _("It is being found out. You can leave this page and come back."))
        return redirect(request.path)
    latest, done = found.first(), found.exclude(done_at=None).first()
    is_running = latest is not None and latest.done_at is None and not _failed(latest)
    context = {
        "back": back,
        "of": title,
        "days": DAYS,
        "may_run": request.actor.may("exchanges.see") and not is_running,
        "running": _followed(latest) if latest and latest.done_at is None else None,
        "run": done,
        "is_old": bool(done and done.against != policy_digest()),
        "told": _told(read(done.result)) if done else None,
    }  # fmt: skip
    return render(request, "protect/dry_run.html", context)


def _failed(run: KeptRun) -> bool:
    seen = work_by_id(run.work_id)
    return seen is None or (seen.is_over and run.done_at is None)


def _followed(run: KeptRun) -> dict[str, Any]:
    seen = work_by_id(run.work_id)
    return {
        "work": seen,
        "url": reverse("dry_run.work", args=[run.pk]),
        "finished": run.done_at is not None,
        "failed": _failed(run),
    }


def _told(found: Read) -> dict[str, Any]:
    names: dict[str, Callable[[str], Sentence | str]] = {
        "before": lambda key: WAS_NAMES.get(key, key),
        "after": lambda key: WAS_NAMES.get(key, key),
        "role": lambda key: role_name(key) if key else Sentence("not known"),
        "school": lambda key: schools_and_office().get(key, "") or Sentence("not known"),
        "purpose": lambda key: policy_in_force().purpose_names.get(key, key) or Sentence("not known"),
    }
    titles = {
        "before": _("What happens to them now"), "after": _("What would happen to them then"), "role": _("By whom"),
        "school": _("At which school"), "purpose": _("For what"),
    }  # fmt: skip
    some = [turn for turn in TURNS if found.turns.get(turn) != 0]  # a column of nothing tells nothing
    rows = {
        name: [(names[name](key), [turns[turn] for turn in some]) for key, turns in table.items()]
        for name, table in found.tables.items()
    }
    tables = [(titles[name], rows[name]) for name in titles if name in rows]
    changed = {turn for turn in CHANGED if found.turns.get(turn) != 0}
    return {
        "calls": found.calls,
        "changed": found.changed,
        "turns": [(TURN_NAMES[turn], found.turns[turn]) for turn in TURNS],
        "heads": [TURN_NAMES[turn] for turn in some],
        "tables": tables if changed else [],
        "why": found.why,
        "cases": len(found.cases),
        "examples": [(TURN_NAMES[turn], turn, sentence) for turn, sentence in found.examples],
    }
