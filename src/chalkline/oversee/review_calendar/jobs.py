"""What keeps the calendar: notice 30, 14 and 3 days before, and the end of what nobody looked at again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.utils.timezone import localdate

from chalkline.jobs.api import job
from chalkline.kernel.sentences import Kept, Sentence
from chalkline.oversee.review_calendar.commands import ask_where_changed, give_notices
from chalkline.oversee.review_calendar.ending import end_if_missed
from chalkline.oversee.review_calendar.queries import calendar, if_missed
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
        if entry.review_on and entry.review_on < today and not entry.is_late:
            end_if_missed(actor, entry, now=now)


@job(name="oversee.look_for_changes", every=timedelta(hours=12))
def look_for_changes(*, now: datetime) -> None:
    """What changes by the day alone: an agreement has ended, the check of a model lapsed."""
    ask_where_changed(system_actor("calendar"), now=now)


def _write_to_owner(entry: Entry) -> None:
    """By e-mail, where the district has set up mail; it stands on Today in any case."""
    owner = person_by_id(entry.thing.owner_id) if entry.thing.owner_id else None
    if not settings.CHALKLINE.email_host or not owner or not owner.is_active or not owner.email:
        return
    subject, text = _letter(entry)
    try:
        send_mail(str(subject), str(text), None, [owner.email])
    except OSError:
        logger.warning("A notice could not be sent by mail; it stands on Today.")


def _letter(entry: Entry) -> tuple[Sentence, Sentence]:
    title, day = Kept(entry.thing.title), entry.notice_on
    if day != entry.review_on:
        ends = Sentence("{title} ends on {day}. What should go on has to be renewed before.", title=title, day=day)
        return Sentence("It ends soon: {title}", title=title), ends
    due = Sentence("{title} has to be looked at again by {day}.", title=title, day=day)
    whole = Sentence("{due} {otherwise}", due=due, otherwise=if_missed(entry))
    return Sentence("Review due: {title}", title=title), whole
