"""Withdrawing a record: shown before it happens."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from chalkline.approve.human_records.api import HumanRecord, record_by_id, withdraw_record
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.routes import Request


def _record(request: Request, record_id: UUID) -> HumanRecord:
    return record_by_id(request.actor, str(record_id))


def _page_of(of: HumanRecord) -> str:
    return reverse("human_records.show", args=[of.pk])


ON_RECORD = ActsOn("decide/by-people/<uuid:record_id>/", "human_records", _record, lambda of: of.matter, _page_of)


@ON_RECORD.act("withdraw", permission="human_records.keep")
def withdraw(request: Request, of: HumanRecord) -> Act:
    """Nothing is decided after all."""
    return Act(
        title=_("Withdraw this record"),
        button=_("Withdraw it"),
        done=_("It is withdrawn."),
        will=(
            Sentence("No call goes out under this record any more, within seconds."),
            Sentence("The record stays, with your reason. Nothing counts as decided."),
        ),
        asks=(Ask("reason", _("Why is nothing decided?")),),
        do=lambda given: withdraw_record(request.actor, of, given["reason"], now=utc_now()),
        tone="stop",
    )
