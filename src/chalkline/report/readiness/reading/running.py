"""How requests, uses, pilots and messages are handled."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.timezone import localdate

from chalkline.approve.requests.api import requests
from chalkline.approve.reviews.api import ReviewState, reviews
from chalkline.approve.uses.api import uses_in_force
from chalkline.oversee.incidents.api import ConcernState, concerns
from chalkline.oversee.review_calendar.api import PeriodicReview, ReviewOutcome, calendar
from chalkline.people.api import Actor
from chalkline.pilot.evaluation.api import results
from chalkline.pilot.plans.api import pilots
from chalkline.report.readiness.records import Running
from chalkline.report.readiness.words import A_YEAR
from chalkline.rollout.budget.api import lines
from chalkline.rollout.communications.api import Audience, messages

PRIVACY = "privacy"
SPANISH = "es"


def running(reader: Actor, today: date) -> Running:
    """As of today."""
    since = today - A_YEAR
    filed = requests(reader).filter(filed_at__date__range=(since, today))
    held = list(uses_in_force(reader, today))
    asked = {each.request_id for each in held}
    answered = reviews(reader).filter(request_id__in=asked, state=ReviewState.ANSWERED.value)
    reviewed = set(answered.values_list("request_id", flat=True))
    private = set(answered.filter(kind=PRIVACY).values_list("request_id", flat=True))
    judged = results(reader).filter(judged_at__date__range=(since, today))
    verdict = judged.order_by("-judged_at").first()
    tools = {each.tool_id for each in held}
    told = messages(reader).filter(audience=Audience.FAMILIES.value, sendings__sent_on__range=(since, today))
    newest = told.order_by("-sendings__sent_on").values_list("sendings__sent_on", flat=True).first()
    kept = PeriodicReview.objects.filter(held_at__date__range=(since, today)).exclude(
        outcome=ReviewOutcome.MISSED.value
    )
    raised = concerns(reader).filter(raised_at__date__range=(since, today))
    return Running(
        requests=filed.count(),
        requests_tied=filed.exclude(use_case=None).count(),
        uses=len(held),
        uses_reviewed=sum(each.request_id in reviewed for each in held),
        uses_checked_privacy=sum(each.request_id in private for each in held),
        reviews_held=kept.count(),
        reviews_late=sum(each.is_late for each in calendar(reader, today)),
        pilots_locked=pilots(reader).exclude(locked_at=None).count(),
        pilots_judged=judged.count(),
        last_verdict_on=localdate(verdict.judged_at) if verdict else None,
        tools_in_use=len(tools),
        tools_costed=len(tools & set(lines(reader).exclude(tool=None).values_list("tool_id", flat=True))),
        contact=bool(settings.CHALKLINE.contact),
        concerns=raised.count(),
        concerns_waiting=raised.filter(state=ConcernState.NEW.value).count(),
        told_families=told.distinct().count(),
        told_in_spanish=told.filter(sendings__language=SPANISH).distinct().count(),
        last_told_on=newest,
    )
