"""A review that opens again before its day, because something about an approved use is new."""

from __future__ import annotations

from datetime import date

from django.utils.timezone import localdate

from chalkline.oversee.review_calendar.models import AskedAnew, PeriodicReview


def asked_anew() -> dict[str, tuple[date, date]]:
    """By use: since when its review is asked for anew, and until when; not where one was held since."""
    asked = {each.subject_id: each for each in AskedAnew.objects.filter(kind="use").order_by("asked_on")}
    held = PeriodicReview.objects.filter(kind="use", held_by__isnull=False, subject_id__in=asked)
    latest = dict(held.order_by("held_at").values_list("subject_id", "held_at"))
    return {
        subject: (each.asked_on, each.due_on)
        for subject, each in asked.items()
        if subject not in latest or localdate(latest[subject]) < each.asked_on
    }
