"""Reads of approved uses: lists, one, and the terms that a published policy is compiled from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from chalkline.approve.requests.api import only_called_like
from chalkline.approve.requests.models import Request
from chalkline.approve.uses import rules
from chalkline.approve.uses.models import ApprovedUse, Limit, Suspension
from chalkline.approve.uses.words import UseState
from chalkline.govern.committees.api import condition_from_json
from chalkline.govern.decisions.api import Decision
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.reading import once_a_reading
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.rulebook.api import EVERY, Condition, Declined, Ended, KeptBy, Limited, Opening, Terms
from chalkline.tools.register.api import Tool

NOT_CARRIED = "The motion to approve it did not carry."  # members' own words stay in the minutes


def uses(actor: Actor, *, search: str = "") -> QuerySet[ApprovedUse]:
    """Every approved use there ever was, latest first."""
    actor.must("uses.see")
    found = ApprovedUse.objects.select_related("tool", "decision__committee", "request")
    return only_called_like(found, search) if search.strip() else found


def use_by_id(actor: Actor, use_id: str) -> ApprovedUse:
    """One approved use. Raises Problem("not_found")."""
    found = uses(actor).filter(pk=id_from(use_id)).first()
    if found is None:
        raise not_found(Sentence("approved use"))
    return found


def uses_of_tool(actor: Actor, tool: Tool) -> QuerySet[ApprovedUse]:
    """What may be done, or might once, with one tool."""
    return uses(actor).filter(tool=tool)


@once_a_reading
def uses_known_of(actor: Actor, slug: str) -> tuple[ApprovedUse, ...]:
    """The same for pages, whose parts each ask for them: read once."""
    return tuple(uses(actor).filter(tool__slug=slug))


def uses_in_force(actor: Actor, on: date) -> QuerySet[ApprovedUse]:
    """Uses that hold on a day, stopped ones included."""
    return uses(actor).filter(_holds(on))


def uses_holding(on: date) -> QuerySet[ApprovedUse]:
    """The same as a condition on other rows. Takes no actor: nothing of them is shown."""
    return ApprovedUse.objects.order_by().filter(_holds(on))


@once_a_reading
def uses_asked_for(person_id: str) -> frozenset[str]:
    """The ids of the uses whose request somebody asks for, or ever did."""
    found = ApprovedUse.objects.order_by().filter(request__askings__person_id=id_from(person_id))
    return frozenset(str(pk) for pk in found.values_list("pk", flat=True))


def state_of(use: ApprovedUse, on: date) -> UseState:
    """The state on a day."""
    return rules.state_on(UseState(use.state), use.expires_on, on)


def conditions_of_use(use: ApprovedUse) -> tuple[Condition, ...]:
    """The conditions it stands under."""
    return tuple(condition_from_json(row) for row in use.conditions)


def kept_by(use: ApprovedUse) -> frozenset[KeptBy]:
    """What makes its terms hold: people always, the gateway where it routes the tool, and the conditions' own."""
    kept = {KeptBy.PEOPLE, *(condition.kept_by for condition in conditions_of_use(use))}
    return frozenset(kept | {KeptBy.GATEWAY}) if use.tool.model_names else frozenset(kept)


def open_suspension(use: ApprovedUse) -> Suspension | None:
    """The stop that holds now, or None."""
    found = Suspension.objects.filter(use=use, lifted_at=None)
    return found.select_related("suspended_by", "lift_asked_by").first()


def use_ref(use: ApprovedUse) -> SubjectRef:
    """How facts name an approved use."""
    return SubjectRef("use", str(use.pk))


def terms_of_use(use: ApprovedUse) -> Terms:
    """What it says, as the rulebook reads it. No schools named means every school."""
    return Terms(
        use_id=str(use.pk),
        tool=use.tool.slug,
        tool_name=use.tool.name,
        purposes=frozenset({use.purpose}),
        roles=frozenset(use.roles),
        grade_bands=frozenset(use.grade_bands),
        schools=frozenset(use.school_ids) or EVERY,
        elements=frozenset(use.elements),
        starts_on=use.starts_on,
        expires_on=use.expires_on,
        decision_number=str(use.decision),
        decided_on=use.decision.decided_on,
        decision_digest=use.decision_digest,
        conditions=conditions_of_use(use),
        kept_by=kept_by(use),
        models=frozenset(use.tool.model_names),
        title=use.title,
    )


def terms_in_force(on: date) -> tuple[Terms, ...]:
    """The terms of every use that holds on a day, in one order for equal records.

    Suspended uses are among them: a stop travels by the standing pack (``stopped_uses``), so that it
    bites within seconds and lifting it needs no new bundle. Takes no actor: it is for compiling, and
    names no person.
    """
    held = _in_order(ApprovedUse.objects.filter(_holds(on)))
    return tuple(terms_of_use(use) for use in held)


def stopped_uses() -> frozenset[str]:
    """The ids of the uses that may not be used now whatever was published: suspended, or ended early.

    The standing pack carries them. Takes no actor: it is for compiling, and names no person.
    """
    stopped = [UseState.SUSPENDED.value, UseState.ENDED.value]
    return frozenset(str(pk) for pk in ApprovedUse.objects.filter(state__in=stopped).values_list("pk", flat=True))


def limited_uses() -> tuple[Limited, ...]:
    """Uses that hold for now only for some, in one order. Takes no actor: it is for compiling, and names no person."""
    limits = list(Limit.objects.order_by("use_id"))  # few beside uses, so they are read first
    live = ApprovedUse.objects.order_by().filter(state__in=[UseState.ACTIVE.value, UseState.SUSPENDED.value])
    held = set(live.filter(pk__in=[each.use_id for each in limits]).values_list("pk", flat=True)) if limits else set()
    return tuple(Limited(str(each.use_id), openings_of(each)) for each in limits if each.use_id in held)


def openings_of(limit: Limit) -> tuple[Opening, ...]:
    """For whom a limited use is open."""
    return tuple(Opening(frozenset(each["schools"]), frozenset(each["roles"])) for each in limit.openings)


def limit_of(use: ApprovedUse) -> tuple[Opening, ...] | None:
    """For whom a use is open for now; None when it holds for everybody it is approved for."""
    limit = Limit.objects.filter(use=use).first()
    if limit is None:
        return None
    openings = openings_of(limit)
    return None if Opening() in openings else openings


@once_a_reading
def ended(on: date) -> tuple[Ended, ...]:
    """Uses that held once and hold no more on a day, so that "retired but still in use" can be said."""
    over = Q(state=UseState.ENDED.value) | Q(expires_on__lt=on)
    return tuple(
        Ended(
            use_id=str(use.pk),
            tool=use.tool.slug,
            tool_name=use.tool.name,
            ended_on=min(use.ended_on, use.expires_on) if use.ended_on else use.expires_on,
            decision_number=str(use.decision),
            purposes=frozenset({use.purpose}),
        )
        for use in _in_order(ApprovedUse.objects.filter(over, starts_on__lte=on))
    )


@once_a_reading
def declined(on: date) -> tuple[Declined, ...]:
    """What was declined by a decision that stands on a day, with the reason given."""
    made = Decision.objects.filter(
        subject_kind="request", outcome="decline", standing="recorded", decided_on__lte=on
    ).order_by("year", "number")
    rows = list(made)
    asked = {str(r.pk): r for r in Request.objects.select_related("tool").filter(pk__in={d.subject_id for d in rows})}
    return tuple(
        Declined(
            tool=asked[decision.subject_id].tool.slug,
            tool_name=asked[decision.subject_id].tool.name,
            decision_number=str(decision),
            decided_on=decision.decided_on,
            reason=decision.reason or NOT_CARRIED,
            purposes=frozenset({asked[decision.subject_id].purpose}),
        )
        for decision in rows
        if decision.subject_id in asked
    )


def _holds(on: date) -> Q:
    live = [UseState.ACTIVE.value, UseState.SUSPENDED.value]
    return Q(state__in=live, starts_on__lte=on, expires_on__gte=on)


def _in_order(found: QuerySet[ApprovedUse]) -> Iterable[ApprovedUse]:
    return found.select_related("tool", "decision").order_by("tool__slug", "decision__year", "decision__number")
