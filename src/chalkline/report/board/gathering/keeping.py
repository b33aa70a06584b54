"""Whose data goes where and under what, whether it is sound, who is trained, and what ends soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet

from chalkline.data.integrity.api import Audit, audit_before, audits, dimension_scores
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.oversee.review_calendar.api import calendar
from chalkline.people.api import Actor
from chalkline.protect.disclosure import Suppressed
from chalkline.report.board.words import CALENDAR, Danger, Ending, Going, Sound, Span, Trained
from chalkline.report.flows.api import Cover, Flow, flows
from chalkline.rollout.training.api import courses, share_current

ENDS_WITHIN, MOST_LATE = timedelta(days=90), 3
ORDER = (Cover.MISSING, Cover.IN_PART, Cover.COVERED, Cover.NOT_NEEDED)


def going(actor: Actor, today: date) -> tuple[Going, ...]:
    """Student data by tool, what no agreement covers first."""
    if not actor.may("data.see"):
        return ()
    by_tool: dict[str, list[Flow]] = {}
    for each in flows(actor, today):
        if each.is_student_record:
            by_tool.setdefault(each.tool, []).append(each)
    found = [_going(parts) for parts in by_tool.values()]
    return tuple(sorted(found, key=lambda each: (ORDER.index(Cover(each.cover)), each.tool.casefold())))


def _going(parts: list[Flow]) -> Going:
    first, worst = parts[0], min((each.cover for each in parts), key=ORDER.index)
    return Going(
        source=SubjectRef("tool", first.tool),
        tool=first.tool_name,
        kinds=tuple(dict.fromkeys(each.kind_name for each in parts)),
        cover=worst.value,
        agreement=first.agreement,
        until=first.agreement_until,
    )


def sound(actor: Actor, span: Span) -> Sound | None:
    """How the newest audit of student records up to the last day came out; None where there is none to be seen."""
    if not actor.may("integrity.see"):
        return None
    found: QuerySet[Audit] = audits(actor).filter(audited_on__lte=span.last_on)
    audit = found.first()
    if audit is None:
        return None
    before = audit_before(actor, audit)
    worst = min(dimension_scores(audit), key=lambda each: each.score, default=None)
    return Sound(
        source=SubjectRef("audit", str(audit.pk)),
        on=audit.audited_on,
        score=round(audit.score),
        before=round(before.score) if before else None,
        weakest=worst.label if worst and worst.faulty else None,
        rows_to_fix=audit.faulty,
        has_stops=audit.has_stops,
    )


def trained(actor: Actor, today: date) -> Iterator[Trained]:
    """Each course and the share of the staff that is current, never of a small group."""
    if not actor.may("training.see"):
        return
    for course in courses(actor):
        share = share_current(actor, course, today)
        told = None if isinstance(share, Suppressed) else share
        yield Trained(SubjectRef("course", str(course.pk)), course.title, *(told or ("", None)))


def ending(actor: Actor, today: date) -> Iterator[Ending]:
    """What stands on the review calendar for the next three months."""
    if not actor.may("calendar.see"):
        return
    for entry in calendar(actor, today):
        if entry.next_on <= today + ENDS_WITHIN:
            thing = entry.thing
            yield Ending(SubjectRef(thing.kind, thing.id), thing.title, entry.review_on, thing.ends_on)


def looked_at_late(actor: Actor, today: date) -> Iterator[Danger]:
    """What should have been looked at again by now."""
    late = [each for each in ending(actor, today) if each.review_on and each.review_on < today]
    for each in late[:MOST_LATE]:
        words = Sentence("“{title}” was to be looked at again by {day}.", title=each.title, day=each.review_on)
        yield Danger(words, each.source)
    if len(late) > MOST_LATE:
        yield Danger(Sentence("{n} more things are late to be looked at.", n=len(late) - MOST_LATE), CALENDAR)
