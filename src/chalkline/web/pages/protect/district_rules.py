"""Protect: the district's rules as a table a committee can read, new versions of them, and the laws that hold here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import names_of
from chalkline.publish.bundle.api import policy_in_force, stops_in_force
from chalkline.publish.district_rules.api import (
    SET_STATE_NAMES,
    LawPack,
    Rows,
    RuleSet,
    SetState,
    adopt_rules,
    laws_on,
    narrow_at_once,
    packs_here,
    propose_rules,
    rows_of,
    rule_set_by_id,
    rule_sets,
    rules_by_law,
    set_in_force,
    switch_law,
    widens,
)
from chalkline.rulebook.api import (
    DEMAND_NAMES,
    VERDICT_NAMES,
    Checked,
    DistrictRule,
    Policy,
    Promise,
    Verdict,
    check_invariants,
    difference,
    role_name,
    selection_said,
    vocabulary,
)
from chalkline.rulebook.cells import cells_in, names_of_cell
from chalkline.rulebook.picture import uses_by_role_and_data
from chalkline.rulebook.promises import spoken_of
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.charts.shapes import Chart, heat
from chalkline.web.pages.protect.rule_form import RuleForm
from chalkline.web.pages.protect.telling import people_of_use, tabs, title_of_use
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import sent

TONES = {Verdict.REFUSE: "stop", Verdict.HOLD: "attend", Verdict.GROUND: "info", Verdict.REDACT: "info"}
SET_TONES = {
    SetState.PROPOSED: "attend", SetState.IN_FORCE: "ok", SetState.REPLACED: "quiet", SetState.DECLINED: "quiet",
}  # fmt: skip
MOST_CASES = 10
MOST_USES = 30


@page("protect/rules/", name="rules.home", permission="rules.see")
def home(request: Request) -> HttpResponse:
    """The rows that are in force, what uses say beside them, what is promised, and the laws."""
    actor, policy, held = request.actor, _ruled(policy_in_force()), set_in_force()
    rows = rows_of(held)
    context = {
        "tabs": tabs(request, actor, "rules.home"),
        "held": held,
        "rules": [_row(policy, each) for each in (*rows.rules, *rules_by_law())],
        "own": {each.rule_id for each in rows.rules},
        "uses": [
            {"title": title_of_use(policy, terms), "people": people_of_use(policy, terms),
             "number": terms.decision_number, "url": address_of("uses.show", terms.use_id)}
            for terms in policy.terms[:MOST_USES]
        ],
        "more_uses": max(0, len(policy.terms) - MOST_USES),
        "checked": [_checked(each, policy) for each in check_invariants(policy)],
        "cells": cells_in(policy),
        "chart": picture("now", _("What may go out, by role and data"), policy),
        "laws": [_law(each) for each in packs_here()],
        "waiting": rule_sets(actor).filter(state=SetState.PROPOSED.value),
        "may_propose": actor.may("rules.propose"),
        "may_switch": actor.may("laws.switch"),
    }  # fmt: skip
    return render(request, "protect/rules_of_district.html", context)


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


@page("protect/rules/sets/", name="rules.sets", permission="rules.see")
def every_set(request: Request) -> HttpResponse:
    """Every version there ever was."""
    found = list(rule_sets(request.actor))
    return render(request, "protect/rule_sets.html", {"sets": [_told(each) for each in found]})


@page("protect/rules/sets/<uuid:set_id>/", name="rules.set", permission="rules.see")
def show(request: Request, set_id: UUID) -> HttpResponse:
    """One version: the difference in words and as a picture, and putting it in force."""
    actor = request.actor
    made = rule_set_by_id(actor, str(set_id))
    rows, now = rows_of(made), _ruled(policy_in_force())
    then = _ruled(now, rows)
    lost = widens(rows_of(set_in_force()), rows)
    waits = made.state == SetState.PROPOSED
    context = {
        **_told(made),
        "rules": [_row(then, each) for each in rows.rules],
        "promises": [_promise(then, each) for each in rows.promises],
        "changes": [each.sentence for each in difference(now, then)] if waits else [],
        "charts": [
            picture("now", _("What may go out now"), now),
            picture("then", _("What could go out then"), then),
        ] if waits else [],
        "lost": [each.rule_id if isinstance(each, DistrictRule) else each.promise_id for each in lost] if waits else [],
        "broken": [each for each in check_invariants(then) if not each.holds] if waits else [],
        "dry_run": address_of("dry_run.rules", made.pk) if waits and actor.may("exchanges.see") else "",
        "may_narrow": waits and not lost and actor.may("rules.narrow"),
        "may_adopt": waits and made.proposed_by != actor.id and actor.may("rules.adopt"),
        "is_mine": made.proposed_by == actor.id,
    }  # fmt: skip
    return render(request, "protect/rule_set.html", context)


@page("protect/rules/case/<str:promise_id>/", name="rules.case", permission="rules.see")
def case(request: Request, promise_id: str) -> HttpResponse:
    """Cases that a promise speaks of, and what the policy says to them: try to break it."""
    policy = _ruled(policy_in_force())
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


ON_SET = ActsOn[RuleSet](
    "protect/rules/sets/<uuid:set_id>/",
    "rules",
    lambda request, set_id: rule_set_by_id(request.actor, str(set_id)),
    lambda made: str(Sentence("Rule set {n}", n=made.number)),
    lambda made: reverse("rules.set", args=[made.pk]),
)
ON_LAW = ActsOn[LawPack](
    "protect/rules/laws/<str:law_id>/",
    "laws",
    lambda request, law_id: _pack(law_id),
    lambda pack: pack.name,
    lambda pack: reverse("rules.home") + "#laws",
)


@ON_SET.act("narrow", permission="rules.narrow")
def narrow(request: Request, made: RuleSet) -> Act:
    """Put it in force at once: it only narrows."""
    return Act(
        title=_("Put it in force at once"),
        button=_("Put it in force now"),
        done=_("It is in force. Gateways obey it within seconds."),
        will=(
            Sentence("Rule set {n} counts from now on, for everybody.", n=made.number),
            Sentence("It only narrows, so one person may. Two people look at it when the next policy is published."),
        ),
        asks=(Ask("why", _("Why at once?")),),
        do=lambda given: narrow_at_once(request.actor, made, reason=given["why"], now=utc_now()),
    )


@ON_SET.act("adopt", permission="rules.adopt")
def adopt(request: Request, made: RuleSet) -> Act:
    """Adopt it, as another person than the one who proposed it."""
    return Act(
        title=_("Adopt these rules"),
        button=_("Adopt them"),
        done=_("They are adopted."),
        will=(
            Sentence("Rule set {n} takes the place of the one before.", n=made.number),
            Sentence("What it narrows counts at once. What it lets through counts when two people publish a policy."),
        ),
        do=lambda _given: adopt_rules(request.actor, made, now=utc_now()),
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


def picture(id: str, title: str, policy: Policy) -> Chart:
    """Role by kind of data: how many uses let it go out somewhere."""
    counts = uses_by_role_and_data(policy)
    roles = sorted({role for role, _kind in counts})
    kinds = [each for each in vocabulary().data_kinds if any((role, each.id) in counts for role in roles)]
    return heat(
        f"picture-{id}",
        title,
        [role_name(role) for role in roles],
        [(Sentence(kind.label), [counts.get((role, kind.id), 0) for role in roles]) for kind in kinds],
        text=Sentence("Each number counts the approved uses that let such data go to some tool for such people."),
        head=Sentence("Kind of data"),
    )


def _ruled(policy: Policy, rows: Rows | None = None) -> Policy:
    """The policy in force with the rules that count now, or with those of another version."""
    if rows is None:
        held = tuple(dict.fromkeys((*policy.district_rules, *stops_in_force().rules)))
        return replace(policy, district_rules=held)
    return replace(policy, district_rules=(*rows.rules, *rules_by_law()), promises=rows.promises)


def _row(policy: Policy, rule: DistrictRule) -> dict[str, Any]:
    return {
        "id": rule.rule_id,
        "row": selection_said(policy, rule.selection),
        "then": VERDICT_NAMES[rule.verdict],
        "tone": TONES[rule.verdict],
        "why": rule.why,
        "sources": rule.sources,
        "in_policy": rule in policy_in_force().district_rules,
    }


def _promise(policy: Policy, promise: Promise) -> dict[str, Any]:
    return {"id": promise.promise_id, "says": promise.says, "row": selection_said(policy, promise.selection),
            "demand": DEMAND_NAMES[promise.demand]}  # fmt: skip


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


def _told(made: RuleSet) -> dict[str, Any]:
    names = names_of([each for each in (made.proposed_by, made.adopted_by) if each])
    state = SetState(made.state)
    return {
        "set": made,
        "state": SET_STATE_NAMES[state],
        "tone": SET_TONES[state],
        "proposed_by": names[made.proposed_by],
        "adopted_by": names.get(made.adopted_by, ""),
    }


def _first(promise: Promise, policy: Policy, terms: Any) -> Any:
    return [cell for cell, _n in zip(spoken_of(promise, policy, terms), range(2), strict=False)]


def _named(policy: Policy, cell: Any) -> dict[str, Any]:
    return {name: value for name, value in names_of_cell(policy, cell).items() if name != "number"}
