"""Reads of class views: one's own classes, and the texts of one that may be read. Never what a text says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import localdate

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.class_views.rules import WEEK, monday_of
from chalkline.oversee.class_views.words import ClassSeen
from chalkline.oversee.kept_texts.api import KeptText
from chalkline.people.api import Actor, classes_taught, members_of_classes
from chalkline.protect.disclosure import THRESHOLD
from chalkline.publish.bundle.api import policy_in_force
from chalkline.publish.standing_pack.api import HolderKind, Key
from chalkline.rulebook.class_view import class_view_in

STUDENT = "student"


def my_classes(actor: Actor) -> list[ClassSeen]:
    """The classes that this person teaches, by approved use, where the decision behind the use lets them look."""
    actor.must("class_views.see", owner_id=actor.id)
    groups: dict[tuple[str, str], list[Key]] = {}
    for key in _keys_of_classes(classes_taught(actor.id)):
        groups.setdefault((key.class_id, str(key.use_id)), []).append(key)
    members = cache(members_of_classes)  # of a school, which few teachers have two of
    seen = [each for keys in groups.values() if (each := _seen(keys, members))]
    return sorted(seen, key=lambda each: (each.label, each.use_title, each.key_id))


def class_by_key(actor: Actor, key_id: str) -> ClassSeen:
    """One of one's own classes, by any of its keys. Raises Problem("not_found")."""
    actor.must("class_views.see", owner_id=actor.id, hidden=True)
    found = next((each for each in my_classes(actor) if key_id in each.keys), None)
    if found is None:
        raise not_found(Sentence("class"))
    return found


def texts_of_class(actor: Actor, key_id: str, first_on: date) -> QuerySet[KeptText]:
    """What is kept of a class in the week from a Monday and may be read by its teacher: nothing before it is over.

    In no order that tells anything: on which day a text was written is not for its reader.
    """
    found = _texts(class_by_key(actor, key_id)).filter(
        made_at__gte=_begin(first_on), made_at__lt=_begin(first_on + WEEK)
    )
    return found.defer("sealed").order_by("pk")


def text_of_class(actor: Actor, kept_id: str) -> tuple[KeptText, ClassSeen]:
    """One of them, and its class. Raises Problem("not_found") for whatever else there is."""
    actor.must("class_views.see", owner_id=actor.id, hidden=True)
    for of in my_classes(actor):
        found = _texts(of).select_related("key", "use__tool").filter(pk=id_from(kept_id)).first()
        if found is not None:
            return found, of
    raise not_found(Sentence("kept text"))


def _texts(of: ClassSeen) -> QuerySet[KeptText]:
    today = localdate()
    found = KeptText.objects.filter(key_id__in=of.keys, expires_on__gte=today, made_at__lt=_begin(monday_of(today)))
    return found if of.shows_texts else found.none()


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(settings.CHALKLINE.zone))


def _keys_of_classes(classes: frozenset[str]) -> QuerySet[Key]:
    """Keys with which students of these classes call, newest first; those that were revoked too."""
    found = Key.objects.select_related("use__tool").filter(class_id__in=classes, role=STUDENT).exclude(class_id="")
    return found.filter(holder_kind=HolderKind.CLASS.value, school__isnull=False).order_by("-issued_at")


def _seen(keys: list[Key], members: Callable[[str], dict[str, tuple[int, int]]]) -> ClassSeen | None:
    newest = keys[0]
    terms = policy_in_force().by_use.get(str(newest.use_id))
    view = class_view_in(terms.conditions) if terms else None
    if view is None:
        return None
    _teachers, students = members(str(newest.school_id)).get(newest.class_id, (0, 0))
    return ClassSeen(
        key_id=str(newest.pk),
        label=newest.label,
        class_id=newest.class_id,
        use_id=str(newest.use_id),
        use_title=newest.use.title,
        tool_name=newest.use.tool.name,
        view=view,
        keys=frozenset(str(each.pk) for each in keys),
        is_small=students < THRESHOLD,
    )
