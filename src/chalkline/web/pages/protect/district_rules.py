"""Protect: the district's rules as a table a committee can read, new versions of them, and the laws that hold here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.publish.bundle.api import policy_in_force, stops_in_force
from chalkline.publish.district_rules.api import (
    LawPack,
    Rows,
    RuleSet,
    SetState,
    laws_on,
    packs_here,
    propose_rules,
    rows_of,
    rule_sets,
    rules_by_law,
    set_in_force,
    switch_law,
)
from chalkline.rulebook.api import Checked, DistrictRule, Policy, Promise, check_invariants
from chalkline.rulebook.cells import cells_in, names_of_cell
from chalkline.rulebook.promises import spoken_of
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.pages.protect.rule_form import RuleForm
from chalkline.web.pages.protect.rule_telling import (
    decision_url,
    is_published,
    kind_of_tool,
    picture,
    rule_told,
    ruled,
    use_lines,
)
from chalkline.web.pages.protect.telling import people_of_use, tabs, title_of_use
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import sent

MOST_CASES = 10
MOST_USES = 10


@page("protect/rules/", name="rules.home", permission="rules.see")
def home(request: Request) -> HttpResponse:
    """The rows that are in force, what uses say beside them, what is promised, and the laws."""
    actor, policy, held = request.actor, ruled(policy_in_force()), set_in_force()
    rows, stops, today = rows_of(held), stops_in_force(), local_day(utc_now(), settings.CHALKLINE.zone)
    counted = (*rows.rules, *rules_by_law())
    begin = _page_asked_for(request, len(policy.terms))
    context = {
        "tabs": tabs(request, actor, "rules.home"),
        "held": held,
        "rules": [rule_told(policy, each) for each in counted],
        "published": is_published(counted),
        "own": {each.rule_id for each in rows.rules},
        "uses": [
            {"title": title_of_use(policy, terms), "people": people_of_use(policy, terms),
             "url": address_of("uses.show", terms.use_id), "kind": kind_of_tool(policy, terms),
             "number": terms.decision_number,
             "decision_url": decision_url(terms.decision_number), "lines": use_lines(policy, stops, terms, today)}
            for terms in policy.terms[begin : begin + MOST_USES]
        ],
        "first_use": begin + 1,
        "all_uses": len(policy.terms),
        "next_page": begin // MOST_USES + 2 if begin + MOST_USES < len(policy.terms) else 0,
        "page_before": begin // MOST_USES,
        "checked": [_checked(each, policy) for each in check_invariants(policy)],
        "cells": cells_in(policy),
        "chart": picture("now", _("What may go out, by role and data"), policy),
        "laws": [_law(each) for each in packs_here()],
        "waiting": rule_sets(actor).filter(state=SetState.PROPOSED.value),
        "may_propose": actor.may("rules.propose"),
        "may_switch": actor.may("laws.switch"),
    }  # fmt: skip
    return render(request, "protect/rules_of_district.html", context)


def _page_asked_for(request: Request, of: int) -> int:
    """The first approved use to show: of the page that is asked for, or of the first one."""
    asked = request.GET.get("uses", "")
    begin = (int(asked) - 1) * MOST_USES if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    return begin if 0 <= begin < of else 0


@page("protect/rules/new/", name="rules.new", permission="rules.propose", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Propose one more row."""
    rows = rows_of(set_in_force())
    form = RuleForm(request.POST if request.method == "POST" else None, name=f"R{len(rows.rules) + 1}")

    def propose() -> RuleSet:
        row = form.row()
        wanted = (
            replace(rows, rules=(*rows.rules, row))
            if isinstance(row, DistrictRule)
            else replace(rows, promises=(*rows.promises, row))
        )
        return propose_rules(request.actor, wanted, why=str(form.answer("why")), now=utc_now())

    if request.method == "POST" and (made := sent(form, propose)):
        return redirect("rules.set", made.pk)
    return render(request, "protect/rule_form.html", {"form": form})


@page("protect/rules/take-out/<str:row_id>/", name="rules.take_out", permission="rules.propose",
      methods=("POST",))  # fmt: skip
def take_out(request: Request, row_id: str) -> HttpResponse:
    """Propose the rules without one row."""
    rows = rows_of(set_in_force())
    wanted = Rows(
        tuple(each for each in rows.rules if each.rule_id != row_id),
        tuple(each for each in rows.promises if each.promise_id != row_id),
    )
    why = _("Row %(row)s is taken out.") % {"row": row_id}
    return redirect("rules.set", propose_rules(request.actor, wanted, why=why, now=utc_now()).pk)


@page("protect/rules/case/<str:promise_id>/", name="rules.case", permission="rules.see")
def case(request: Request, promise_id: str) -> HttpResponse:
    """Cases that a promise speaks of, and what the policy says to them: try to break it."""
    policy = ruled(policy_in_force())
    promise = next((each for each in policy.promises if each.promise_id == promise_id), None)
    if promise is None:
        raise not_found(Sentence("promise"))
    cells = [(cell, terms) for terms in policy.terms for cell in _first(promise, policy, terms)][:MOST_CASES]
    context = {
        "promise": promise,
        "checked": next(each for each in check_invariants(policy) if each.id == promise_id),
        "cases": [
            (
                Sentence("{roles} ({bands}) may give {tool} this for {purpose}: {data}.", **_named(policy, cell)),
                tuple(each.text for each in terms.conditions),
            )
            for cell, terms in cells
        ],
    }
    return render(request, "protect/rule_case.html", context)


ON_LAW = ActsOn[LawPack](
    "protect/rules/laws/<str:law_id>/",
    "laws",
    lambda request, law_id: _pack(law_id),
    lambda pack: pack.name,
    lambda pack: reverse("rules.home") + "#laws",
)


@ON_LAW.act("switch", permission="laws.switch")
def switch(request: Request, pack: LawPack) -> Act:
    """Say that a law holds here, or no longer."""
    is_on = pack.law_id in laws_on()
    title = _("It no longer holds here") if is_on else _("It holds here")
    return Act(
        title=title,
        button=title,
        done=_("It is noted, with your name."),
        will=(
            Sentence("Its rows go when two people have published the next policy.")
            if is_on
            else Sentence("Its rows narrow what may go out, at once."),
            Sentence("Your name and your reason stand with it in the ledger."),
        ),
        asks=(Ask("why", _("Why?")),),
        do=lambda given: switch_law(request.actor, pack.law_id, is_on=not is_on, why=given["why"], now=utc_now()),
    )


def _checked(each: Checked, policy: Policy) -> dict[str, Any]:
    own = {promise.promise_id for promise in policy.promises}
    url = reverse("rules.case", args=[each.id]) if each.id in own else ""
    return {"says": each.says, "holds": each.holds, "examples": each.counterexamples[:3], "url": url}


def _law(pack: LawPack) -> dict[str, Any]:
    return {"pack": pack, "switch": laws_on().get(pack.law_id), "rows": [each.why for each in pack.rules]}


def _pack(law_id: str) -> LawPack:
    found = next((each for each in packs_here() if each.law_id == law_id), None)
    if found is None:
        raise not_found(Sentence("law"))
    return found


def _first(promise: Promise, policy: Policy, terms: Any) -> Any:
    return [cell for cell, _n in zip(spoken_of(promise, policy, terms), range(2), strict=False)]


def _named(policy: Policy, cell: Any) -> dict[str, Any]:
    return {name: value for name, value in names_of_cell(policy, cell).items() if name != "number"}
