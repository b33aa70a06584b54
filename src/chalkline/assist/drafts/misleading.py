"""Something that went out was wrong: the correction is opened and its sources are sent back, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from chalkline.assist.drafts.commands.corrections import report_wrong
from chalkline.assist.drafts.models import Correction, Draft
from chalkline.assist.library.api import Version, VersionState, doubt_version
from chalkline.people.api import Actor


def find_wrong(actor: Actor, draft: Draft, wrong: str, *, misled: Sequence[Version], now: datetime) -> Correction:
    """Open a correction, and send the versions that misled back for review: from now on nobody quotes them."""
    with transaction.atomic():
        correction = report_wrong(actor, draft, wrong, misled=misled, now=now)
        for version in correction.misled.filter(state=VersionState.APPROVED):
            doubt_version(actor, version, why=correction.wrong, now=now)
    return correction
