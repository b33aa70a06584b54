"""An approved use: its terms, why it was approved, how its terms are kept."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.shortcuts import render
from django.utils import timezone

from chalkline.approve.human_records.api import needs_record
from chalkline.approve.model_checks.api import standing_of_models
from chalkline.approve.packets.api import ChangeKind
from chalkline.approve.requests.api import has_asked
from chalkline.approve.uses.api import (
    USE_STATE_NAMES,
    ApprovedUse,
    KeptCondition,
    Suspension,
    UseState,
    changes_since,
    conditions_kept,
    conditions_of_use,
    kept_by,
    limit_of,
    open_suspension,
    state_of,
    use_by_id,
    wider_request,
)
from chalkline.govern.decisions.api import is_intact
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.review_calendar.api import asked_anew
from chalkline.people.api import Actor, schools_and_office
from chalkline.pilot.plans.api import pilots
from chalkline.publish.bundle.api import policy_in_force
from chalkline.rollout.phases.api import plan_of_use
from chalkline.rulebook.api import KEPT_BY_NAMES, KeptBy, named_roles
from chalkline.rulebook.class_view import CLASS_VIEW_SAID, class_view_in
from chalkline.web.bias import models_told
from chalkline.web.histories import happened_to
from chalkline.web.pages.prove.telling import card_of
from chalkline.web.pages.uses.home import TONES
from chalkline.web.routes import HttpResponse, Request, address_of, page
from chalkline.web.scopes import scope_said


@page("decide/uses/<uuid:use_id>/", name="uses.show", permission="uses.see")
def show(request: Request, use_id: UUID) -> HttpResponse:
    """What was approved."""
    use = use_by_id(request.actor, str(use_id))
    return render(request, "uses/show.html", told(request.actor, use))


def told(actor: Actor, use: ApprovedUse) -> dict[str, Any]:
    """Everything on the page."""
    today = timezone.localdate()
    state, stop = state_of(use, today), open_suspension(use)
    number = str(use.decision)
    published = policy_in_force().by_use.get(str(use.pk)) is not None
    return {
        "use": use,
        "state": USE_STATE_NAMES[state],
        "tone": TONES[state],
        "sentence": _sentence(use, state),
        "is_published": published or state not in {UseState.ACTIVE, UseState.SUSPENDED},
        "scope": scope_said(
            purpose=use.purpose,
            roles=use.roles,
            grade_bands=use.grade_bands,
            school_ids=use.school_ids,
            elements=use.elements,
        ),
        "to_keep": [_kept(actor, each, today) for each in conditions_kept(use)],
        "conditions": [(each, KEPT_BY_NAMES[each.kept_by]) for each in conditions_of_use(use)],
        "kept_by": [KEPT_BY_NAMES[each] for each in KeptBy if each in kept_by(use)],
        "decision_number": number,
        "decision_url": address_of("decisions.show", number),
        "tool_url": address_of("tools.show", use.tool.slug),
        "keys_url": _keys(actor, use),
        "is_intact": is_intact(use.decision) and use.decision.digest == use.decision_digest,
        "stop": stop,
        "teacher_sees": CLASS_VIEW_SAID[view] if (view := class_view_in(conditions_of_use(use))) else "",
        "people_decide": needs_record(use.purpose) and state in {UseState.ACTIVE, UseState.SUSPENDED},
        "may_record": state is UseState.ACTIVE and actor.may("human_records.keep", owner_id=actor.id),
        "by_gateway": KeptBy.GATEWAY in kept_by(use),
        **_roll_out(actor, use),
        **_changes(actor, use, state),
        "models": models_told(actor, [each.as_json() for each in standing_of_models(use.request)]),
        "pilots": [card_of(actor, each) for each in pilots(actor).filter(use=use)],
        "plan_url": f"{address_of('prove.new')}?about=use:{use.pk}" if actor.could("pilots.plan") else "",
        "history": happened_to("use", str(use.pk)),
        **_what_one_can_do(actor, use, state, stop),
    }


def _changes(actor: Actor, use: ApprovedUse, state: UseState) -> dict[str, Any]:
    """What it rests on and is otherwise now, what to do, and by when somebody looks at it again."""
    if state not in {UseState.ACTIVE, UseState.SUSPENDED}:
        return {"changes": ()}
    changes = changes_since(use)
    wider = wider_request(use) if any(each.kind is ChangeKind.DATA for each in changes) else None
    _since, look_by = asked_anew().get(str(use.pk), (None, None))
    return {
        "changes": changes,
        "look_by": look_by,
        "look_url": address_of("calendar.show", "use", str(use.pk)) if look_by and actor.may("calendar.see") else "",
        "wider_url": address_of("requests.show", wider.pk) if wider else "",
    }


def _roll_out(actor: Actor, use: ApprovedUse) -> dict[str, Any]:
    """How it reaches people: its plan, and for whom it is open now where that is not everybody."""
    plan = plan_of_use(actor, use) if actor.may("rollout.see") else None
    openings = limit_of(use)
    names = schools_and_office()
    open_to: Sentence | str = "" if openings is None else Sentence("Its roll-out has not begun: no phase is open yet.")
    if openings:
        schools = tuple(sorted({names.get(each, each) for opening in openings for each in opening.schools}))
        roles = named_roles(frozenset(role for opening in openings for role in opening.roles))
        open_to = Sentence("In phases. Open now: {parts}.", parts=(*schools, *roles))
    return {"open_to": open_to, "rollout_url": address_of("rollout.plan", plan.pk) if plan else ""}


def _keys(actor: Actor, use: ApprovedUse) -> str:
    """The keys that open this use, for whoever sees all keys."""
    home = address_of("protect.keys") if actor.may("keys.see") else ""
    return f"{home}?keys-use={use.pk}" if home else ""


def _what_one_can_do(actor: Actor, use: ApprovedUse, state: UseState, stop: Suspension | None) -> dict[str, bool]:
    outside = not has_asked(actor.id, use.request)
    stopped = state is UseState.SUSPENDED and stop is not None
    asked_by = str(stop.lift_asked_by_id or "") if stop else ""
    may_lift = stopped and outside and actor.may("uses.lift_suspension")
    return {
        "may_stop": state is UseState.ACTIVE and actor.may("uses.suspend"),
        "may_ask": may_lift and not asked_by,
        "may_agree": may_lift and bool(asked_by) and asked_by != actor.id,
        "may_end": state in {UseState.ACTIVE, UseState.SUSPENDED} and actor.may("uses.end"),
    }


def _sentence(use: ApprovedUse, state: UseState) -> Sentence:
    if state is UseState.ACTIVE:
        return Sentence("Approved until {day}.", day=use.expires_on)
    if state is UseState.SUSPENDED:
        return Sentence("Stopped for now. Nobody may use it until two people let it go on.")
    if state is UseState.ENDED:
        return Sentence("Ended on {day}. Only a new decision brings it back.", day=use.ended_on)
    return Sentence("It held until {day}. Only a new decision renews it.", day=use.expires_on)


def _kept(actor: Actor, kept: KeptCondition, today: date) -> dict[str, Any]:
    """A condition that people keep, and what this person may do about it."""
    owner = str(kept.owner_id)
    return {
        "kept": kept,
        "is_late": kept.done_at is None and kept.due_on < today,
        "may_note": actor.may("uses.note_kept", owner_id=owner),
        "may_name": actor.may("uses.name_keeper", owner_id=owner),
    }
