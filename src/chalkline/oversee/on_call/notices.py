"""The letter to whoever has an alert: written by a job, so that a mail server that is down loses nothing."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail

from chalkline.jobs.api import job
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.on_call.models import Alert
from chalkline.oversee.on_call.words import AlertState
from chalkline.people.api import person_by_id

logger = logging.getLogger("chalkline.oversee")


@job(name="oversee.write_alert_notice", attempts=5)
def write_notice(*, alert_id: str, person_id: str, now: datetime) -> None:
    """By e-mail, where the district has mail; it stands on Today in any case. No word of the call, no student."""
    alert, person = Alert.objects.filter(pk=id_from(alert_id)).first(), person_by_id(person_id)
    if alert is None or person is None or alert.state != AlertState.OPEN or str(alert.responsible_id) != person_id:
        return
    if not settings.CHALKLINE.email_host or not person.email:
        logger.warning("An alert could not be told by mail; it stands on Today.")
        return
    subject, text = _letter(alert)
    send_mail(str(subject), str(text), None, [person.email])


def _letter(alert: Alert) -> tuple[Sentence, Sentence]:
    address = f"{settings.CHALKLINE.public_url}/protect/alerts/{alert.pk}/"
    if alert.is_drill:
        subject = Sentence("Drill: please take this alert")
        text = Sentence("This is a drill; no student is in danger. Open it and take it: {address}", address=address)
        return subject, text
    subject = Sentence("A student may need help now")
    text = Sentence(
        "A student’s words to an AI tool may mean danger. Open the alert and take it, so that everybody sees that you "
        "have it: {address}",
        address=address,
    )
    return subject, text
