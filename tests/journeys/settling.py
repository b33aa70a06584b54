"""Run in a process of its own, on a prepared home: one use that holds for every school, and one request declined."""

from __future__ import annotations

import sys
from datetime import timedelta

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (sqlite first)

django.setup()

from cast import NOW, Cast  # noqa: E402  (after setup)
from chalkline.approve.packets.api import put_on_agenda  # noqa: E402
from chalkline.approve.requests.api import RequestState, move_request  # noqa: E402
from chalkline.approve.reviews.api import Recommendation  # noqa: E402
from chalkline.approve.uses.models import ApprovedUse  # noqa: E402
from chalkline.govern.committees.api import Choice, Committee  # noqa: E402
from chalkline.govern.decisions.models import Decision  # noqa: E402
from chalkline.kernel.clock import utc_now  # noqa: E402
from chalkline.people.api import system_actor  # noqa: E402
from chalkline.rulebook.api import vocabulary  # noqa: E402
from chalkline.tools.register.api import name_models, register_tool  # noqa: E402
from deciding import (  # noqa: E402
    REVIEW,
    answer,
    decided_by_all,
    meeting_called,
    request_filed,
    reviewed,
    use_case_proposed,
    use_granted,
)
from journeys.seating import cast_found  # noqa: E402


def granted(cast: Cast) -> None:
    """Dates as of today, whatever today is."""
    name_models(cast.dana.actor, register_tool(cast.dana.actor, "Diffit", now=NOW), ["stub-small"], now=NOW)
    use = use_granted(cast, school_ids=frozenset(), elements=vocabulary().elements_of_kinds(["none"]))
    today = utc_now().date()
    Decision.objects.filter(pk=use.decision_id).update(decided_on=today - timedelta(days=20))
    ApprovedUse.objects.filter(pk=use.pk).update(
        starts_on=today - timedelta(days=20), expires_on=today + timedelta(days=200)
    )


def declined(cast: Cast) -> None:
    """Theo asked; a review wants a condition that people keep; the committee said no two days ago."""
    asks = answer("security", recommendation=Recommendation.SUPPORT_WITH_CONDITIONS, conditions=(REVIEW,))
    asked = request_filed(cast, "theo", purpose="uc_items", use_case=use_case_proposed(cast, purpose="uc_items"))
    item = put_on_agenda(
        cast.ada.actor, reviewed(cast, asked, security=asks), meeting_called(cast, Committee.objects.get()), now=NOW
    )
    decision = decided_by_all(cast, item, Choice.AGAINST)
    Decision.objects.filter(pk=decision.pk).update(decided_on=utc_now().date() - timedelta(days=2))
    move_request(system_actor("reactions"), asked, RequestState.DECLINED, now=utc_now())


def main() -> None:
    cast = cast_found()
    granted(cast)
    declined(cast)


if __name__ == "__main__":
    sys.exit(main())
