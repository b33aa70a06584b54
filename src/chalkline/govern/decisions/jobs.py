"""What closes votes in writing: when everybody has answered, or the time is over; and reminds who has not."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.utils.timezone import localdate

from chalkline.govern.committees.api import WrittenVote, remind_of_written_vote, silent, written_votes_running
from chalkline.govern.decisions.commands import settle_written_vote
from chalkline.jobs.api import job
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import person_by_id, system_actor

logger = logging.getLogger("chalkline.govern")


@job(name="govern.keep_written_votes", every=timedelta(minutes=15))
def keep_written_votes(*, now: datetime) -> None:
    """Each by itself: one that cannot be settled does not hold up the others."""
    actor = system_actor("committees")
    for written in written_votes_running(actor):
        if now >= written.closes_at or not silent(written):
            try:
                settle_written_vote(actor, written, now=now)
            except Problem as problem:  # the charter lapsed meanwhile, or it was decided at the same moment
                logger.info("A vote in writing was not settled: %s", problem.code)
            continue
        for person_id in remind_of_written_vote(actor, written, now=now):
            _write(person_id, written)


def _write(person_id: str, written: WrittenVote) -> None:
    """By e-mail, where the district has set up mail; it stands on Today in any case."""
    person = person_by_id(person_id)
    if not settings.CHALKLINE.email_host or not person or not person.email:
        return
    subject = Sentence("Your vote is missing: {title}", title=written.item.title)
    text = Sentence(
        "The vote in writing on “{title}” closes on {day}. You find it on Today in Chalkline.",
        title=written.item.title,
        day=localdate(written.closes_at),
    )
    try:
        send_mail(str(subject), str(text), None, [person.email])
    except OSError:
        logger.warning("A reminder could not be sent by mail; it stands on Today.")
