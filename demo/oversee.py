"""Concerns, an incident of January with its deadlines, a security audit, reviews that come due.

Run by demo/load.py after the history. Every step is a command that the named person runs on a simulated day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from history import ANDERS, BRIANNA, ITZEL, SUMMER, YUSUF, ZOE, who


def tell(calendar: Any) -> None:
    """The whole of it."""
    resolve_a_concern(calendar)
    close_days(calendar)
    run_an_incident(calendar)
    begin_an_audit(calendar)
    leave_a_concern_open(calendar)
    keep_the_calendar(calendar)


def resolve_a_concern(calendar: Any) -> None:
    """A teacher asks, gets an answer, and nothing was wrong."""
    from chalkline.oversee.incidents.api import Affected, ConcernWords, answer_concern, raise_concern, take_up_concern

    words = ConcernWords(
        "MagicSchool put a line about “students like Maria” into my lesson. There is a Maria in my class.",
        Affected.UNSURE,
        "magicschool",
    )
    concern = raise_concern(who(ZOE), words, now=calendar.ago(13, 16))
    concern = take_up_concern(who(ITZEL), concern, now=calendar.ago(12, 14))
    answer = (
        "We looked at what was sent: no name went out, so the tool made one up. "
        "It uses common first names in examples. "
        "We added a note about this to the tool's page. Thank you for asking."
    )
    answer_concern(who(ITZEL), concern, answer=answer, now=calendar.ago(12, 20))


def close_days(calendar: Any) -> None:
    """The rest of the winter break."""
    from chalkline.oversee.incidents.api import close_day

    year = calendar.now.year
    for day in (24, 28, 29, 30, 31):
        close_day(who(BRIANNA), date(year, 12, day), name="Winter break", now=calendar.ago(50))


def run_an_incident(calendar: Any) -> None:
    """Essays shown to another class: deadlines by law, some met, one still running."""
    from chalkline.oversee.incidents.api import (
        Account,
        Affected,
        Anchor,
        Audience,
        Clock,
        ClockState,
        ConcernWords,
        IncidentKind,
        Severity,
        VendorPart,
        note_telling,
        open_incident,
        raise_concern,
        revise_account,
        settle_clock,
    )

    found = calendar.ago(6, 15)
    words = ConcernWords("My period 3 could open drafts of period 5 in the writing tool.", Affected.YES, unnamed=True)
    concern = raise_concern(who(ANDERS), words, now=found)
    account = Account(
        title="Drafts of one class open to another",
        what_happened=(
            "A shared link of the writing tool let students of one class open drafts of another. "
            "It was closed two hours after a teacher noticed."
        ),
        kind=IncidentKind.DATA_EXPOSED,
        severity=Severity.SERIOUS,
        data_kinds=("names", "work"),
        people=27,
        vendor=VendorPart.HELD,
        anchors={Anchor.DISCOVERED: found},
    )
    incident = open_incident(who(ITZEL), account, concern=concern, now=calendar.ago(6, 17))
    told = {**account.anchors, Anchor.CONFIRMED: calendar.ago(5, 15), Anchor.NOTICE_RECEIVED: calendar.ago(4, 15)}
    more = Account(**{**account.__dict__, "anchors": {**told, Anchor.VENDOR_FOUND: calendar.ago(6, 12)}})
    revise_account(who(ITZEL), incident, more, now=calendar.ago(4, 16))
    how = "Called the vendor's security desk; the link was closed and its log was asked for."
    note_telling(who(ITZEL), incident, Audience.VENDOR, how=how, told_at=calendar.ago(6, 18), now=calendar.ago(6, 18))
    how = "Told the superintendent and the board president by telephone."
    note_telling(who(ITZEL), incident, Audience.BOARD, how=how, told_at=calendar.ago(5, 16), now=calendar.ago(5, 16))
    for clock in Clock.objects.filter(incident=incident, state=ClockState.RUNNING.value, who="vendor"):
        reason = "Their written notice came by e-mail; filed with the agreement."
        settle_clock(who(ITZEL), clock, ClockState.DONE, reason=reason, now=calendar.ago(4, 17))


def begin_an_audit(calendar: Any) -> None:
    """The security lead goes through the checklist; one weakness is found and mended, another waits."""
    from chalkline.oversee.security_audits.api import (
        Answered,
        Evidence,
        Severity,
        Verdict,
        answer_item,
        begin_security_audit,
        mend_weakness,
        note_weakness,
    )
    from chalkline.people.api import people_by_email

    lead, at = who(YUSUF), calendar.ago(8)
    audit = begin_security_audit(lead, now=at)
    seen = Answered(Verdict.YES, Evidence.SEEN, "Restored Sunday's backup on the spare machine; the ledger verified.")
    answer_item(lead, audit, "backup", seen, now=at)
    partly = Answered(Verdict.PARTLY, Evidence.SEEN, "Three of four programs read their key from the safe.")
    answer_item(lead, audit, "keys_stored", partly, now=at)
    owners = people_by_email([SUMMER, BRIANNA])
    text = "The newsletter program has its key in a shared spreadsheet."
    weakness = note_weakness(
        lead, audit, "keys_stored", text, severity=Severity.HIGH, owner=owners[SUMMER],
        due_on=(calendar.now + timedelta(days=5)).date(), now=at,
    )  # fmt: skip
    mend_weakness(who(SUMMER), weakness, note="New key, kept in the safe; the old one is revoked.", now=calendar.ago(2))
    text = "Two vendors have not sent their security report of this year."
    note_weakness(
        lead, audit, "vendor_attest", text, severity=Severity.MEDIUM, owner=owners[BRIANNA],
        due_on=(calendar.now + timedelta(days=20)).date(), now=at,
    )  # fmt: skip


def leave_a_concern_open(calendar: Any) -> None:
    """Something for today."""
    from chalkline.oversee.incidents.api import Affected, ConcernWords, raise_concern

    words = ConcernWords("A student told me that Gauth solves the take-home quiz from a photo.", Affected.YES, "gauth")
    raise_concern(who(ANDERS), words, now=calendar.ago(1, 19))


def keep_the_calendar(calendar: Any) -> None:
    """Notices of what is due soon."""
    from chalkline.oversee.review_calendar.api import keep_calendar

    keep_calendar(now=calendar.now)
