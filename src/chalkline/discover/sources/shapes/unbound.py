"""Unbound's query log, which pfSense and OPNsense write too: a client, a name, a type, a class."""

from __future__ import annotations

import re2

from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes.query_lines import LIMITS, query_plan
from chalkline.discover.sources.shapes.shape import Kind, Plan, Setting, Shape
from chalkline.kernel.sentences import Sentence

STAMP = r"\[\d{10}\]|[A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?"
LINE = re2.compile(rf"^(?:<\d+>)?(?:\d )?({STAMP})\s.*\bunbound\b.*?\b(?:info|debug|notice|warning|error):")
QUERY_TEXT = (
    rf"^(?:<\d+>)?(?:\d )?({STAMP})\s.*\bunbound\b.*?\binfo: (?:reply: )?([0-9a-fA-F.:]+)(?:@\d+)? (\S+) "
    r"[A-Z0-9]+ [A-Z]{2}( [A-Z]+ .*)?\s*$"
)
QUERY = re2.compile(QUERY_TEXT)


def recognise(head: Head, setting: Setting) -> Plan | None:
    """Lines of unbound, some of them queries. Answers to queries that are logged too are passed over."""
    if head.share_of_lines(LINE) < 0.7:
        return None
    found = [match for line in head.lines if (match := QUERY.match(line))]
    form = form_of([match[1].strip("[]") for match in found], setting.zone, setting.now_epoch)
    if form is None:
        return None
    asked = [match for match in found if not match[4]]
    also_answers = len(asked) < len(found)
    answers = " OR q.answer <> ''" if asked and also_answers else ""
    return query_plan(
        QUERY_TEXT,
        ("stamp", "client", "host", "answer"),
        moment=form.of("replace(replace(q.stamp, '[', ''), ']', '')"),
        passed_over=f"q.stamp = '' AND contains(line, 'unbound'){answers}",
        raw="concat_ws(' ', q.stamp, q.client, q.host)",
    )


SHAPE = Shape(
    name="unbound",
    title=Sentence("Unbound query log (pfSense, OPNsense)"),
    kind=Kind.NETWORK,
    tells=frozenset(),
    cannot_show=LIMITS,
    recognise=recognise,
)
