"""Reads of the library. ``live`` is the only way to what may be quoted, and asks everything in the query."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from chalkline.assist.library.models import Document, Passage, Version
from chalkline.assist.library.words import Audience, VersionState
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import EMPLOYED, Actor


def readable_by(actor: Actor, *, prefix: str = "") -> Q:
    """Documents an actor may read, as a condition. Whoever adds or approves reads them all."""
    if actor.could("library.add") or actor.could("library.approve"):
        return Q()
    mine = Q(**{f"{prefix}audience": Audience.PUBLIC})
    if actor.roles & EMPLOYED:
        mine |= Q(**{f"{prefix}audience": Audience.STAFF})
    # A list in JSON is matched as text: both databases can, and ids of roles are plain words.
    for role in actor.roles:
        mine |= Q(**{f"{prefix}audience": Audience.ROLES, f"{prefix}roles__icontains": f'"{role.value}"'})
    return mine


def live_on(today: date, *, prefix: str = "") -> Q:
    """Versions that may be quoted on a day: approved, begun, not ended, their document not withdrawn."""
    return Q(
        **{
            f"{prefix}state": VersionState.APPROVED,
            f"{prefix}begins_on__lte": today,
            f"{prefix}ends_on__gte": today,
            f"{prefix}document__withdrawn_at__isnull": True,
        }
    )


def live_passages(actor: Actor, *, today: date, audience: Audience | None = None, role: str = "") -> QuerySet[Passage]:
    """Passages that may be quoted today to the actor, or by the actor to an audience.

    ``audience``: PUBLIC for what goes to families; STAFF adds what staff may read; ``role`` what that role may.
    """
    actor.must("library.see")
    found = Passage.objects.filter(live_on(today, prefix="version__"))
    found = found.filter(readable_by(actor, prefix="version__document__"))
    if audience is not None:
        may = Q(version__document__audience=Audience.PUBLIC)
        if audience is not Audience.PUBLIC:
            may |= Q(version__document__audience=Audience.STAFF)
        if audience is Audience.ROLES and role:
            may |= Q(version__document__audience=Audience.ROLES, version__document__roles__icontains=f'"{role}"')
        found = found.filter(may)
    return found.select_related("version__document__owner")


def all_live_passages(today: date) -> QuerySet[Passage]:
    """Everything live, for the index itself, which shows nobody anything. Takes no actor: only Chalkline asks."""
    return Passage.objects.filter(live_on(today, prefix="version__")).select_related("version__document")


def documents(actor: Actor) -> QuerySet[Document]:
    """Documents the actor may know of, by title. For those who keep the library."""
    actor.must("library.see")
    if not (actor.could("library.add") or actor.could("library.approve")):
        raise not_found(Sentence("list"))
    return Document.objects.select_related("owner")


def live_documents(actor: Actor, *, today: date) -> QuerySet[Document]:
    """Documents with a version that may be quoted to this actor today."""
    actor.must("library.see")
    versions = Version.objects.filter(live_on(today)).values("document_id")
    return Document.objects.filter(readable_by(actor), pk__in=versions).select_related("owner")


def document_by_id(actor: Actor, document_id: str, *, today: date) -> Document:
    """One document. Raises Problem("not_found"), also for what this actor may not read or is not live for readers."""
    actor.must("library.see")
    keeps = actor.could("library.add") or actor.could("library.approve")
    found = (documents(actor) if keeps else live_documents(actor, today=today)).filter(pk=id_from(document_id)).first()
    if found is None:
        raise not_found(Sentence("document"))
    return found


def versions_of(actor: Actor, document: Document, *, today: date) -> QuerySet[Version]:
    """Versions of a document, newest first: all for those who keep it, the live one for readers."""
    actor.must("library.see")
    found = document.versions.select_related("added_by", "approved_by", "document")
    if actor.could("library.add") or actor.could("library.approve"):
        return found
    return found.filter(live_on(today))


def version_by_id(actor: Actor, version_id: str, *, today: date) -> Version:
    """One version, as ``versions_of`` gives it. Raises Problem("not_found")."""
    found = Version.objects.select_related("document__owner", "added_by", "approved_by").filter(pk=id_from(version_id))
    version = found.first()
    if version is None or not versions_of(actor, version.document, today=today).filter(pk=version.pk).exists():
        raise not_found(Sentence("version"))
    document_by_id(actor, str(version.document_id), today=today)
    return version


def passages_of(actor: Actor, version: Version, *, today: date) -> QuerySet[Passage]:
    """The passages of a version, in order."""
    version_by_id(actor, str(version.pk), today=today)
    return version.passages.order_by("place")


def waiting_versions(actor: Actor) -> QuerySet[Version]:
    """Versions this actor could approve: waiting, and added by somebody else."""
    actor.must("library.approve")
    states = [VersionState.WAITING, VersionState.DOUBTED]
    waiting = Version.objects.filter(state__in=states, document__withdrawn_at=None)
    return waiting.exclude(added_by_id=id_from(actor.id)).select_related("document", "added_by").order_by("added_at")


def due_for_review(today: date, by: date) -> QuerySet[Version]:
    """Approved versions whose review or end comes by a day, the nearest first. Takes no actor."""
    held = Version.objects.filter(state=VersionState.APPROVED, document__withdrawn_at=None)
    return held.filter(Q(review_on__lte=by) | Q(ends_on__lte=by)).select_related("document__owner").order_by("ends_on")


def approved_versions(today: date) -> QuerySet[Version]:
    """Approved versions that have begun and not ended, by title. Takes no actor: for the review calendar."""
    return Version.objects.filter(live_on(today)).select_related("document").order_by("document__title", "pk")


def approved_version(document_id: str) -> Version | None:
    """The approved version of a document, if it has one and is not withdrawn. Takes no actor, as above."""
    held = Version.objects.filter(state=VersionState.APPROVED, document__withdrawn_at=None)
    return held.select_related("document").filter(document_id=id_from(document_id)).first()
