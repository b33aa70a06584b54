"""Visits as names and values ("user=... url=..."): Zscaler's default feed, CEF, LEEF, firewalls with a filter."""

from __future__ import annotations

import re

import re2

from chalkline.discover.sources.reading.head import LONGEST_CELL, Head
from chalkline.discover.sources.reading.tables import line_rows, quoted
from chalkline.discover.sources.shapes.filter_csv import SHAPE as FILTER_CSV
from chalkline.discover.sources.shapes.shape import Kind, Missing, Plan, Setting, Shape
from chalkline.discover.sources.shapes.visits import Layout, plan_of
from chalkline.kernel.sentences import Sentence

NAME_TEXT = r"(?:^|[\s|])([A-Za-z][\w.-]{0,40})="
NAME = re2.compile(NAME_TEXT)
SYSLOG_TEXT = r"^(<\d{1,3}>)?([A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d)\b"
SYSLOG = re2.compile(SYSLOG_TEXT)
BEFORE = "time before the pairs"
MOST_NAMES, LEAST_PAIRS = 120, 4


def recognise(head: Head, setting: Setting) -> Plan | Missing | None:
    """Most lines hold at least four pairs, among them a web address and somebody."""
    lines = head.lines[:100]
    if not lines or sum(len(NAME.findall(line)) >= LEAST_PAIRS for line in lines) < 0.8 * len(lines):
        return None
    found = [{BEFORE: _before(line), **_pairs(line)} for line in lines]
    names = list(dict.fromkeys(name for each in found for name in each))[:MOST_NAMES]
    layout = Layout(
        header=tuple(names),
        values=[[each.get(name, "") for name in names] for each in found],
        cell=lambda place: _cell(names[place]),
        rows=lambda opened, keep: f"(SELECT line FROM {line_rows(opened, keep_rejects=keep)})",
        sureness=0.65,
    )
    return plan_of(layout, setting)


def _pairs(line: str) -> dict[str, str]:
    names = list(NAME.finditer(line))
    ends = [each.start() for each in names[1:]] + [len(line)]
    found: dict[str, str] = {}
    for each, end in zip(names, ends, strict=False):  # a line without a pair has none
        value = line[each.end() : end].strip()
        inside = value[1:].partition('"')[0] if value.startswith('"') else value
        found.setdefault(str(each[1]), inside[:LONGEST_CELL])
    return found


def _before(line: str) -> str:
    """The time that stands before the first pair: alone, or at the begin of a syslog line."""
    syslog = SYSLOG.match(line)
    first = NAME.search(line)
    return str(syslog[2]) if syslog else line[: first.start() if first else 0].strip()[:LONGEST_CELL]


def _cell(name: str) -> str:
    if name == BEFORE:
        syslog = quoted(SYSLOG_TEXT)
        pairs = quoted(f"^(.*?){NAME_TEXT}")
        return f"coalesce(nullif(regexp_extract(line, {syslog}, 2), ''), trim(regexp_extract(line, {pairs}, 1)))"
    key = re.escape(name).replace("\\-", "-")
    pattern = rf'(?:^|[\s|]){key}=(?:"([^"]*)"|(.*?))(?:\s+[A-Za-z][\w.-]{{0,40}}=|\s*$)'
    return f"trim(regexp_extract(line, {quoted(pattern)}, 1) || regexp_extract(line, {quoted(pattern)}, 2))"


SHAPE = Shape(
    name="filter_pairs",
    title=Sentence("Web filter or firewall log in pairs (Zscaler, CEF, LEEF, FortiGate)"),
    kind=Kind.NETWORK,
    tells=FILTER_CSV.tells,
    cannot_show=FILTER_CSV.cannot_show,
    recognise=recognise,
)
