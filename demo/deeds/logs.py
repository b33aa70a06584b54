"""Logs, what they show, and what is done about it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from telling.deed import Day, File, Moment, Named, deed

LAST_DAY = date(2026, 10, 19)  # of the invented logs
DAY = re.compile(r"\b2026-10-(\d\d)\b")


@deed("loads a log")
def loads_a_log(moment: Moment, *, file: File, until: Day | None = None) -> Any:
    """An export as it is; with ``until``, moved by whole weeks so that it ends in that week."""
    from chalkline.discover.sources.api import import_log

    if until is None:
        return import_log(moment.actor, file, file.name, now=moment.now)
    with TemporaryDirectory() as folder:
        moved = Path(folder, file.name)
        moved.write_text(_moved(file.read_text(encoding="utf-8"), until), encoding="utf-8")
        return import_log(moment.actor, moved, f"{until:%B}-{file.name}", now=moment.now)


def _moved(text: str, until: date) -> str:
    by = timedelta(weeks=(until - LAST_DAY).days // 7)
    return DAY.sub(lambda found: (date(2026, 10, int(found[1])) + by).isoformat(), text)


@deed("looks through what the logs show")
def looks_through(moment: Moment) -> Any:
    """What was found becomes findings."""
    from chalkline.discover.findings.api import note_findings

    return note_findings(moment.actor, now=moment.now)


@deed("sends findings to triage")
def sends_to_triage(moment: Moment, *, of: list[str]) -> Any:
    """By the tool's id or the host; those not found are left out."""
    from chalkline.discover.findings.api import findings, send_to_triage

    found = {each.subject: each for each in findings(moment.actor)}
    return send_to_triage(moment.actor, [found[each] for each in of if each in found], now=moment.now)


@deed("sets a finding aside")
def sets_aside(moment: Moment, *, of: str, why: str) -> Any:
    """With a reason."""
    from chalkline.discover.findings.api import dismiss_findings, finding_of

    return dismiss_findings(moment.actor, [finding_of("service", of)], why=why, now=moment.now)


@deed("ties a finding to a request")
def ties_to_a_request(moment: Moment, *, of: str, request: Named) -> Any:
    """Somebody has asked for what was found."""
    from chalkline.discover.findings.api import finding_of, start_request_from_finding

    finding = finding_of("service", of)
    return start_request_from_finding(moment.actor, finding, request_id=str(request.pk), now=moment.now)


@deed("takes an audit of AI in use")
def takes_an_audit(moment: Moment, *, note: str = "") -> Any:
    """What may be shown of the logs that count is kept as it is."""
    from chalkline.discover.audits.api import take_audit

    return take_audit(moment.actor, note=note, now=moment.now)
