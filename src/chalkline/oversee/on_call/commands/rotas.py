"""Writes of rotas: who is on call, and what gateways are told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.conf import settings

from chalkline.kernel.ids import id_from
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.oversee.on_call import rules
from chalkline.oversee.on_call.events import RotaSet
from chalkline.oversee.on_call.models import Rota, RotaShift
from chalkline.oversee.on_call.queries import helps_at
from chalkline.oversee.on_call.words import RotaWords
from chalkline.people.api import CHILDREN_AND_FAMILIES, Actor, Person, School, command, system_actor
from chalkline.publish.helps.api import show_helps


@command(records=(RotaSet,))
def set_rota(actor: Actor, words: RotaWords, *, school: School | None = None, now: datetime) -> Rota:
    """Say who is on call for a school, or for the district: gateways answer students only once that stands."""
    actor.must("alerts.name", school_id=str(school.pk) if school else None)
    words = replace(words, zone=words.zone.strip() or settings.TIME_ZONE, people=words.people.strip())
    named = {each.person_id for each in words.shifts} | {words.fallback_id}
    known = Person.objects.filter(pk__in=[id_from(each) for each in named if each], is_active=True)
    adults = known.exclude(roster_role__in=CHILDREN_AND_FAMILIES).values_list("pk", flat=True)
    rules.check_rota(words, {str(pk) for pk in adults})
    rota = Rota.objects.select_for_update(of=("self",)).filter(school=school).first() or Rota(school=school)
    rota.fallback_id, rota.minutes, rota.zone = id_from(words.fallback_id), words.minutes, words.zone
    rota.people, rota.people_es = words.people, words.people_es.strip()
    rota.set_by, rota.set_at = actor.id, now
    rota.save()
    rota.shifts.all().delete()
    for place, each in enumerate(words.shifts):
        RotaShift.objects.create(
            rota=rota,
            place=place,
            person_id=id_from(each.person_id),
            days=sorted(each.days),
            begins=each.begins,
            ends=each.ends,
        )
    told = RotaSet(
        SubjectRef("rota", str(rota.pk)),
        SubjectRef("person", words.fallback_id),
        str(school.pk) if school else "",
        len({each.person_id for each in words.shifts}),
        words.minutes,
    )
    record(told, actor_id=actor.id, now=now)
    show_helps(system_actor("on_call"), helps_at(now), now=now)
    return rota
