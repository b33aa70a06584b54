"""The places of active use cases: taken when a use is approved, freed when it ends. Only Chalkline itself does."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.purpose.portfolio.commands.scoring import use_case_ref
from chalkline.purpose.portfolio.events import UseCaseBecameActive, UseCaseCameToRest
from chalkline.purpose.portfolio.models import HeldPlace
from chalkline.purpose.portfolio.queries import active_ids, counts_as_high_impact, must_have_room
from chalkline.purpose.use_cases.models import UseCase


@command(records=(UseCaseBecameActive,), may_change_nothing=True)
def take_place(actor: Actor, use_case: UseCase, use: SubjectRef, *, until_on: date, now: datetime) -> HeldPlace:
    """Make a use case active for an approved use. Raises Problem("portfolio.limit_reached") when there is no room."""
    actor.must("portfolio.hold_places")
    list(UseCase.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))  # one place at a time
    held = HeldPlace.objects.filter(use_id=use.id).first()
    if held:
        return held
    today = localdate(now)
    must_have_room(use_case, on=today)
    was_active = str(use_case.pk) in active_ids(on=today)
    place = HeldPlace.objects.create(use_case=use_case, use_id=use.id, until_on=until_on, taken_at=now)
    if not was_active:
        told = UseCaseBecameActive(use_case_ref(use_case), use, use_case.title, counts_as_high_impact(use_case))
        record(told, actor_id=actor.id, now=now)
    return place


@command(records=(UseCaseCameToRest,), may_change_nothing=True)
def free_place(actor: Actor, use: SubjectRef, *, now: datetime) -> None:
    """Give back the place of a use that ended. Twice changes nothing."""
    actor.must("portfolio.hold_places")
    found = HeldPlace.objects.select_for_update(of=("self",), no_key=True).select_related("use_case")
    place = found.filter(use_id=use.id, freed_at=None).first()
    if place is None:
        return
    place.freed_at = now
    place.save(update_fields=["freed_at"])
    if str(place.use_case_id) not in active_ids(on=localdate(now)):
        told = UseCaseCameToRest(use_case_ref(place.use_case), use, place.use_case.title)
        record(told, actor_id=actor.id, now=now)
