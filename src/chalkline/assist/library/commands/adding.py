"""Adding: a file, a newer file, an answer; and what reading it gave."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db.models import Max

from chalkline.assist.library.commands.referring import document_ref, version_ref
from chalkline.assist.library.concerns import concerns_in
from chalkline.assist.library.events import (
    DocumentAdded,
    DocumentRead,
    DocumentUnreadable,
)
from chalkline.assist.library.models import Document, Passage, Version
from chalkline.assist.library.refusals import already_there, answer_empty, file_too_large
from chalkline.assist.library.rules import check_about
from chalkline.assist.library.words import LARGEST_FILE, About, Audience, Piece, Reading, VersionState
from chalkline.jobs.api import JOBS, WorkSeen, start_work
from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Role, command, person_by_id

READER = "assist.read_document"
READING_WORK = "assist.library.read"
LONGEST_ANSWER = 4000


@command(records=(DocumentAdded,))
def add_document(actor: Actor, about: About, file: bytes, name: str, *, now: datetime) -> tuple[Version, WorkSeen]:
    """Add a document with its first file. A job reads it; the work that comes back tells how far it is."""
    actor.must("library.add")
    return _hand_in(actor, _new_document(about, now), file, name, now)


@command(records=(DocumentAdded,))
def add_version(actor: Actor, document: Document, file: bytes, name: str, *, now: datetime) -> tuple[Version, WorkSeen]:
    """Add a newer file of a document. The approved one stays in use until the new one is approved."""
    actor.must("library.add")
    current = Document.objects.select_for_update().get(pk=document.pk)
    return _hand_in(actor, current, file, name, now)


@command(records=(DocumentAdded, DocumentRead))
def add_answer(actor: Actor, about: About, answer: str, *, document: Document | None = None, now: datetime) -> Version:
    """Add an answer to a question families keep asking: the title is the question."""
    actor.must("library.add")
    text = answer.strip()
    if not text or len(text) > LONGEST_ANSWER:
        raise answer_empty(LONGEST_ANSWER)
    if document is None:
        document = _new_document(about, now, is_answer=True)
    else:
        document = Document.objects.select_for_update().get(pk=document.pk, is_answer=True)
    version = _add(actor, document, text.encode(), "answer.txt", now)
    reading = Reading((Piece(text, (document.title,)),), 0, concerns_in(f"{document.title}\n{text}"))
    _keep(version, reading, now, actor.id)
    return version


@command(records=(DocumentRead,), may_change_nothing=True)
def keep_reading(actor: Actor, version_id: str, reading: Reading, *, now: datetime) -> None:
    """Keep what reading a file gave. Only the job that read it does this; twice changes nothing."""
    actor.must("library.keep_reading")
    version = Version.objects.select_for_update().select_related("document").get(pk=version_id)
    if version.state == VersionState.READING:
        _keep(version, reading, now, actor.id)


@command(records=(DocumentUnreadable,), may_change_nothing=True)
def note_unreadable(actor: Actor, version_id: str, problem: Problem, *, now: datetime) -> None:
    """Keep why a file could not be read."""
    actor.must("library.keep_reading")
    version = Version.objects.select_for_update().select_related("document").get(pk=version_id)
    if version.state != VersionState.READING:
        return
    version.state, version.problem = VersionState.UNREADABLE, problem.said()
    version.save(update_fields=["state", "problem"])
    document = version.document
    fact = DocumentUnreadable(
        document_ref(document), version_ref(version), document.theme, version.number, problem.code
    )
    record(fact, actor_id=actor.id, now=now)


def _new_document(about: About, now: datetime, *, is_answer: bool = False) -> Document:
    check_about(about, frozenset(role.value for role in Role))
    owner = person_by_id(about.owner_id)
    if owner is None or not owner.is_active:
        raise not_found(Sentence("person"))
    return Document.objects.create(
        title=about.title.strip(),
        owner=owner,
        audience=about.audience,
        roles=sorted(about.roles) if about.audience is Audience.ROLES else [],
        theme=about.theme,
        language=about.language,
        is_answer=is_answer,
        added_at=now,
    )


def _hand_in(actor: Actor, document: Document, file: bytes, name: str, now: datetime) -> tuple[Version, WorkSeen]:
    version = _add(actor, document, file, name, now)
    work = start_work(READING_WORK, f"{document.title}: {version.name}", owner_id=actor.id, total=100, now=now)
    reader = JOBS[READER]
    reader.enqueue(version_id=str(version.pk), work_id=work.id, key=f"read:{version.pk}", now=now)
    return version, work


def _add(actor: Actor, document: Document, file: bytes, name: str, now: datetime) -> Version:
    if document.withdrawn_at:
        raise not_found(Sentence("document"))
    if not file or len(file) > LARGEST_FILE:
        raise file_too_large(len(file), LARGEST_FILE)
    digest = hashlib.sha256(file).hexdigest()
    open_states = [VersionState.READING, VersionState.WAITING, VersionState.APPROVED]
    same = Version.objects.filter(digest=digest, state__in=open_states, document__withdrawn_at=None)
    if (twin := same.select_related("document").first()) is not None:
        raise already_there(twin.document.title)
    number = (document.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = Version(
        document=document,
        number=number,
        digest=digest,
        name=PurePath(name.replace("\\", "/")).name.strip()[:200] or "document",
        size=len(file),
        state=VersionState.READING,
        added_by=person_by_id(actor.id),
        added_at=now,
    )
    version.file.save(f"{version.pk}.bin", ContentFile(file), save=False)
    version.save(force_insert=True)
    fact = DocumentAdded(
        document_ref(document, digest),
        version_ref(version),
        SubjectRef("person", str(document.owner_id)),
        document.theme,
        number,
        document.audience,
        document.language,
    )
    record(fact, actor_id=actor.id, now=now)
    return version


def _keep(version: Version, reading: Reading, now: datetime, actor_id: str) -> None:
    Passage.objects.bulk_create(
        Passage(
            version=version,
            place=place,
            headings=list(piece.headings),
            page=piece.page,
            start=piece.start,
            text=piece.text,
            digest=hashlib.sha256(piece.text.encode()).hexdigest(),
        )
        for place, piece in enumerate(reading.pieces)
    )
    version.state, version.pages = VersionState.WAITING, reading.pages
    version.concerns = [asdict(each) for each in reading.concerns]
    version.save(update_fields=["state", "pages", "concerns"])
    document = version.document
    fact = DocumentRead(
        document_ref(document, version.digest),
        version_ref(version),
        document.theme,
        version.number,
        len(reading.pieces),
        len(reading.concerns),
    )
    record(fact, actor_id=actor_id, now=now)
