"""Protect: one version of the district's rules: what it changes, who decides on it, and putting it in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chalkline.govern.committees.api import AgendaItem, Meeting, meeting_by_id, waiting_item
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import policy_in_force, policy_to_come
from chalkline.publish.district_rules.api import (
    RuleSet,
    SetState,
    adopt_rules,
    decided_rows,
    name_of,
    narrow_at_once,
    put_rules_on_agenda,
    rows_of,
    rule_set_by_id,
    rule_sets,
    set_in_force,
    widens,
)
from chalkline.report.dry_run.api import has_a_seat
from chalkline.rulebook.api import check_invariants, difference
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.agenda_ready import CouldGoOn, may_go_on_agenda
from chalkline.web.histories import happened_to
from chalkline.web.pages.protect.rule_telling import picture, promise_told, rule_told, ruled, set_told
from chalkline.web.pages.ways.meetings_open import meetings_open_to
from chalkline.web.routes import Request, address_of, page


@page("protect/rules/sets/", name="rules.sets", permission="rules.see")
def every_set(request: Request) -> HttpResponse:
    """Every version there ever was."""
    return render(request, "protect/rule_sets.html", {"sets": [set_told(each) for each in rule_sets(request.actor)]})


@page("protect/rules/sets/<uuid:set_id>/", name="rules.set", permission="rules.see")
def show(request: Request, set_id: UUID) -> HttpResponse:
    """One version: the difference in words and as a picture, and the ways to put it in force."""
    actor = request.actor
    made = rule_set_by_id(actor, str(set_id))
    rows, current, now = rows_of(made), set_in_force(), ruled(policy_in_force())
    held, then = rows_of(current), ruled(policy_in_force(), rows)
    lost = widens(held, rows)
    item = waiting_item("rule_set", str(made.pk))
    waits = made.state == SetState.PROPOSED
    is_overtaken = waits and made.follows != (current.number if current else 0)
    is_free = waits and item is None
    decided = decided_rows() if lost else frozenset()
    bound = [name_of(each) for each in lost if each in decided]
    context = {
        **set_told(made),
        "rules": [rule_told(then, each, is_new=waits and each not in held.rules) for each in rows.rules],
        "promises": [
            promise_told(then, each, is_new=waits and each not in held.promises) for each in rows.promises
        ],
        "changes": [each.sentence for each in difference(now, then)] if waits else [],
        "charts": [
            picture("now", _("What may go out now"), now),
            picture("then", _("What could go out then"), then),
        ] if waits else [],
        "lost": [name_of(each) for each in lost] if waits else [],
        "bound": bound if waits else [],
        "broken": [each for each in check_invariants(ruled(policy_to_come(), rows)) if not each.holds] if waits else [],
        "dry_run": _dry_run(actor, made) if waits else "",
        "may_narrow": is_free and not lost and actor.may("rules.narrow"),
        "may_adopt": is_free and not is_overtaken and not bound and made.proposed_by != actor.id
        and actor.may("rules.adopt"),
        "is_mine": made.proposed_by == actor.id,
        "is_overtaken": is_overtaken,
        "item": item,
        "meetings": meetings_open_to(actor, "rules.propose") if is_free and not is_overtaken else [],
        "waits": is_free and not is_overtaken and actor.may("rules.propose"),
        "agenda_url": reverse("rules.on_agenda", args=[made.pk]),
        "history": happened_to("rule_set", str(made.pk)),
    }  # fmt: skip
    return render(request, "protect/rule_set.html", context)


def _dry_run(actor: Actor, made: RuleSet) -> str:
    """Where to find out, or to read what was found, what it would have done."""
    may = actor.may("exchanges.see") or actor.may("dry_runs.see", seat=has_a_seat(actor))
    return address_of("dry_run.rules", made.pk) if may else ""


@page("protect/rules/sets/<uuid:set_id>/agenda/", name="rules.on_agenda", permission="rules.propose",
      methods=("POST",))  # fmt: skip
def on_agenda(request: Request, set_id: UUID) -> HttpResponse:
    """Put it before a meeting."""
    made = rule_set_by_id(request.actor, str(set_id))
    meeting = meeting_by_id(request.actor, request.POST.get("meeting", ""))
    put_rules_on_agenda(request.actor, made, meeting, now=utc_now())
    messages.success(request, _("It is on the agenda. The committee decides."))
    return redirect("rules.set", made.pk)


@may_go_on_agenda
def rules_of_the_district(actor: Actor, meeting: Meeting) -> Iterator[CouldGoOn]:
    """Versions of the district's rules that wait for somebody to decide."""
    if not actor.may("rules.propose"):
        return
    current = set_in_force()
    for made in rule_sets(actor).filter(state=SetState.PROPOSED.value):
        if waiting_item("rule_set", str(made.pk)) is not None:
            continue
        is_overtaken = made.follows != (current.number if current else 0)
        yield CouldGoOn(
            f"rule_set:{made.pk}",
            Sentence("Rule set {n}", n=made.number),
            address_of("rules.set", made.pk),
            Sentence("{why}", why=made.why),
            None if is_overtaken else partial(_put, made),
            Sentence("Other rules have come into force since: it has to be proposed anew.") if is_overtaken else None,
        )


def _put(made: RuleSet, actor: Actor, meeting: Meeting, now: datetime) -> AgendaItem:
    return put_rules_on_agenda(actor, made, meeting, now=now)


ON_SET = ActsOn[RuleSet](
    "protect/rules/sets/<uuid:set_id>/",
    "rules",
    lambda request, set_id: rule_set_by_id(request.actor, str(set_id)),
    lambda made: str(Sentence("Rule set {n}", n=made.number)),
    lambda made: reverse("rules.set", args=[made.pk]),
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
