"""Who keeps a condition that no machine keeps, by when, and that it is kept."""

from __future__ import annotations

from datetime import date, datetime

from chalkline.approve.uses import rules
from chalkline.approve.uses.events import ConditionKept, KeeperNamed
from chalkline.approve.uses.models import KeptCondition
from chalkline.approve.uses.queries import use_ref
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import EMPLOYED, Actor, Person, actor_of_person, command


@command(records=(KeeperNamed,))
def name_keeper(actor: Actor, kept: KeptCondition, person: Person, due_on: date, *, now: datetime) -> KeptCondition:
    """Say who sees to a condition, and by when."""
    current = _locked(kept)
    actor.must("uses.name_keeper", owner_id=str(current.owner_id))
    if current.done_at:
        raise rules.kept_already()
    works_here = person.is_active and bool(actor_of_person(person).roles & EMPLOYED)
    rules.must_be_kept_by(due_on, current.use.starts_on, current.use.expires_on, works_here=works_here)
    current.owner, current.due_on = person, due_on
    current.save(update_fields=["owner", "due_on"])
    told = KeeperNamed(
        use=use_ref(current.use),
        person=SubjectRef("person", str(person.pk)),
        title=current.use.title,
        to_name=str(person),
        condition=current.text,
        due_on=due_on.isoformat(),
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(ConditionKept,))
def note_kept(actor: Actor, kept: KeptCondition, *, note: str, now: datetime) -> KeptCondition:
    """Note that a condition is kept, and how. Whoever it was given to does."""
    current = _locked(kept)
    actor.must("uses.note_kept", owner_id=str(current.owner_id))
    if current.done_at:
        raise rules.kept_already()
    said = rules.must_say_why(note)
    current.done_at, current.done_by_id, current.note = now, actor.id, said
    current.save(update_fields=["done_at", "done_by", "note"])
    record(ConditionKept(use_ref(current.use), current.use.title, current.text, said), actor_id=actor.id, now=now)
    return current


def _locked(kept: KeptCondition) -> KeptCondition:
    found = KeptCondition.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("use").get(pk=kept.pk)
