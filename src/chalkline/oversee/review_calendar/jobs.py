"""What keeps the calendar: notice 30, 14 and 3 days before, and the end of what nobody looked at again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.utils.timezone import localdate

from chalkline.jobs.api import job
from chalkline.kernel.sentences import Sentence, day_as_said
from chalkline.oversee.review_calendar.commands import give_notices
from chalkline.oversee.review_calendar.ending import end_if_missed
from chalkline.oversee.review_calendar.queries import calendar
from chalkline.oversee.review_calendar.words import Entry
from chalkline.people.api import person_by_id, system_actor

logger = logging.getLogger("chalkline.oversee")


@job(name="oversee.keep_calendar", every=timedelta(hours=1))
def keep_calendar(*, now: datetime) -> None:
    """Give notice, then end what was missed. The reason tells people what happened."""
    actor = system_actor("calendar")
    for entry in give_notices(actor, now=now):
        _write_to_owner(entry)
    today = localdate(now)
    for entry in calendar(actor, today):
        if entry.review_on and entry.review_on < today:
            end_if_missed(actor, entry, reason=str(missed_because(entry)), now=now)


def missed_because(entry: Entry) -> Sentence:
    """Why it ended, in words for those who worked with it."""
    return Sentence(
        "Its review was due on {day} and nobody held it, so it ended by itself. A new request brings it back.",
        day=entry.review_on,
    )


def _write_to_owner(entry: Entry) -> None:
    """By e-mail, where the district has set up mail; it stands on Today in any case."""
    owner = person_by_id(entry.thing.owner_id) if entry.thing.owner_id else None
    if not settings.CHALKLINE.email_host or not owner or not owner.email or not entry.review_on:
        return
    title = entry.thing.title
    text = Sentence(
        "{title} has to be looked at again by {day}. If nobody does, it ends by itself.",
        title=title,
        day=day_as_said(entry.review_on),
    )
    try:
        send_mail(str(Sentence("Review due: {title}", title=title)), str(text), None, [owner.email])
    except OSError:
        logger.warning("A notice could not be sent by mail; it stands on Today.")
