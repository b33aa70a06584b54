"""Reads of held calls: the queue, one's own calls, who settles what."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.held_calls.models import HeldCall, Releaser
from chalkline.people.api import Actor, Person, Role, holders_of
from chalkline.publish.roster_extract.api import recorded_as
from chalkline.publish.standing_pack.api import HolderKind, Key
from chalkline.rulebook.pack import HoldState

FALLBACKS = (Role.AI_COORDINATOR, Role.ACADEMIC_OFFICER, Role.PRIVACY_OFFICER)


def held_calls(actor: Actor) -> QuerySet[HeldCall]:
    """Calls this person may settle: all of them, or those they are responsible for. Never repeats of another."""
    calls = HeldCall.objects.filter(first=None).select_related("use__tool", "key", "responsible", "settled_by")
    if actor.may("held_calls.see"):
        return calls
    actor.must("held_calls.see", assigned=True)
    return calls.filter(responsible_id=id_from(actor.id))


def held_calls_to_settle(actor: Actor) -> QuerySet[HeldCall]:
    """Those that wait for this very person, the earliest due first."""
    return held_calls(actor).filter(responsible_id=id_from(actor.id), state=HoldState.WAITING.value)


def own_held_calls(actor: Actor) -> QuerySet[HeldCall]:
    """Calls made with a key of this person's own, or by this person through an app, newest first."""
    actor.must("held_calls.follow", owner_id=actor.id)
    mine = Q(key__person_id=id_from(actor.id)) & (Q(key__holder_kind=HolderKind.PERSON.value) | ~Q(key__role="student"))
    if mark := recorded_as(actor.id):
        mine |= Q(caller=mark)
    return HeldCall.objects.filter(mine).select_related("use__tool", "key", "first").order_by("-held_at")


def held_call_by_id(actor: Actor, held_id: str) -> HeldCall:
    """One held call, for who may settle it or has made it. Raises Problem("not_found")."""
    calls = HeldCall.objects.select_related("use__tool", "key__person", "responsible", "settled_by", "first")
    found = calls.filter(pk=id_from(held_id)).first()
    if found is None:
        raise not_found(Sentence("held call"))
    if not made_by(found, actor.id):
        actor.must("held_calls.see", assigned=str(found.responsible_id) == actor.id, hidden=True)
    return found


def releaser_of(use_id: str) -> Releaser | None:
    """Who was named to settle the calls of a use."""
    return Releaser.objects.select_related("person", "deputy").filter(use_id=id_from(use_id)).first()


def made_by(held: HeldCall, person_id: str) -> bool:
    """Whether this person may have made a call: through an app, with a key of their own, or with a staff key."""
    key: Key = held.key
    is_own = key.holder_kind == HolderKind.PERSON.value or key.role != "student"
    if is_own and key.person_id and str(key.person_id) == person_id:
        return True
    return bool(held.caller) and held.caller == recorded_as(person_id)


def who_settles(held: HeldCall) -> Person:
    """The named releaser, the deputy, whoever asked for the use, or an officer: the first who did not make it."""
    named = releaser_of(str(held.use_id))
    wanted = [str(named.person_id), str(named.deputy_id)] if named else []
    wanted.append(str(held.use.request.asked_by_id))
    wanted += [str(pk) for role in FALLBACKS for pk in holders_of(role).order_by("pk").values_list("pk", flat=True)]
    return Person.objects.get(pk=id_from(_active(wanted, held) or wanted[0]))


def _active(wanted: list[str], held: HeldCall) -> str:
    active = {str(pk) for pk in Person.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True)}
    return next((each for each in wanted if each in active and not made_by(held, each)), "")
