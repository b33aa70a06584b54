"""Appeals: somebody does not accept a no, and somebody who took no part looks at it again."""

from __future__ import annotations

from typing import Any

from telling.deed import Moment, Named, deed


@deed("appeals the decision")
def appeals_the_decision(moment: Moment, *, request: Named, because: str) -> Any:
    """On a request of one's own: the last one."""
    from django.utils.timezone import localdate

    from chalkline.approve.appeals.api import decision_to_appeal, file_appeal
    from chalkline.approve.requests.api import request_by_id

    found = request_by_id(moment.actor, str(request.pk))
    decision = decision_to_appeal(found, localdate(moment.now))
    if decision is None:
        raise ValueError("there is no decision on it that can be appealed")
    return file_appeal(moment.actor, found, decision, reason=because, now=moment.now)


@deed("turns an appeal down")
def turns_an_appeal_down(moment: Moment, *, appeal: Named, because: str) -> Any:
    """The no stays, with a reason."""
    from chalkline.approve.appeals.api import hear_appeal

    return hear_appeal(moment.actor, appeal, grants=False, reason=because, now=moment.now)
