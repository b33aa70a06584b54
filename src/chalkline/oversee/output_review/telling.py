"""A review that those who handle concerns hear of too, in the words of its note."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chalkline.oversee.incidents.api import Affected, ConcernWords, raise_concern
from chalkline.oversee.output_review.commands import review_output
from chalkline.oversee.output_review.models import Review, Sample
from chalkline.oversee.output_review.words import Judged
from chalkline.people.api import Actor


def review_and_raise_concern(actor: Actor, sample: Sample, judged: Judged, *, now: datetime) -> Review:
    """Review an answer and raise a concern about it, both or neither."""
    with transaction.atomic():
        review = review_output(actor, sample, judged, now=now)
        raise_concern(actor, ConcernWords(review.note, Affected.UNSURE, sample.use.tool.slug), now=now)
    return review
