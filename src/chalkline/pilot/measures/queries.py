"""Reads of outcomes: uploads for those who hand them in, rows for reckoning."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.db.models import QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.pilot.measures.models import Outcome, Upload
from chalkline.pilot.measures.words import MeasuredAbout, OutcomeRow, UploadState
from chalkline.pilot.plans.api import Pilot, code_of_person, folder


def uploads(actor: Actor, pilot: Pilot) -> QuerySet[Upload]:
    """What was handed in, newest first."""
    actor.must("pilots.hand_in", owner_id=str(pilot.planned_by_id))
    return Upload.objects.filter(pilot=pilot)


def set_aside(actor: Actor, pilot: Pilot, upload_id: str) -> Path:
    """The file of rows that were set aside. Raises Problem("not_found") where there is none."""
    upload = uploads(actor, pilot).filter(pk=id_from(upload_id)).first()
    path = rejects_file(str(upload.pk)) if upload else None
    if path is None or not path.exists():
        raise not_found(Sentence("file of rows set aside"))
    return path


def upload_that_counts(pilot: Pilot) -> Upload | None:
    """The outcomes a verdict would rest on. Takes no actor: it tells counts and digests."""
    return Upload.objects.filter(pilot=pilot, state=UploadState.COUNTS.value).first()


def rows_of(upload: Upload) -> list[OutcomeRow]:
    """The rows of an upload, by code. For reckoning: whoever shows anything of it goes through the disclosure gate."""
    rows = Outcome.objects.filter(upload=upload).order_by("person")
    return [
        OutcomeRow(
            row.person,
            row.unit,
            None if row.pre is None else float(row.pre),
            None if row.post is None else float(row.post),
            dict(row.groups),
        )
        for row in rows
    ]


def measured_about(actor: Actor, numbers: Iterable[str]) -> list[MeasuredAbout]:
    """What pilots measured of one person, by the numbers that lists name them by: for a family's request to see it.

    An outcome holds a code keyed for its pilot; the same code is made here from the number.
    """
    actor.must("access.answer")
    wanted = [each for each in numbers if each]
    uploads_that_count = Upload.objects.filter(state=UploadState.COUNTS.value).select_related("pilot")
    rows = [
        (upload.pilot.title, row)
        for upload in uploads_that_count
        for row in Outcome.objects.filter(
            upload=upload, person__in=[code_of_person(upload.pilot, number) for number in wanted]
        )
    ]
    return [
        MeasuredAbout(
            title,
            None if row.pre is None else float(row.pre),
            None if row.post is None else float(row.post),
            dict(row.groups),
        )
        for title, row in rows
    ]


def rejects_file(upload_id: str) -> Path:
    """Where the rows set aside lie, to be mended."""
    return folder("rejects") / f"{upload_id}.csv"
