"""What a row of a list of agreements says, in the words that people use in files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from chalkline.govern.custom_fields.api import day_read
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rollout.reading.asking import Given, Sorted, Wrong, sort_rows
from chalkline.rollout.reading.tools_and_requests import named_data, one_of, tool_called
from chalkline.tools.agreements.api import KIND_NAMES, NO_TERMS, AgreementKind, AgreementRow, Terms, check_row
from chalkline.tools.register.api import folded

AGREEMENT_COLUMNS: dict[str, tuple[str, ...]] = {
    "tool": ("tool", "product"),
    "kind": ("kind", "agreement", "what was signed"),
    "signed": ("signed", "signed on", "start", "effective date"),
    "ends": ("last day", "ends", "ends on", "end", "expires"),
    "data": ("data", "schedule of data", "schedule"),
    "state": ("state",),
    "version": ("version",),
    "joined": ("joined from", "originating district"),
    "notice": ("notice days", "days of notice"),
    "renews": ("renews by itself", "renews"),
    "breach": ("breach hours", "hours to breach notice"),
    "deletion": ("deletion days", "days to deletion"),
}
SHORT = {AgreementKind.NDPA: "NDPA", AgreementKind.BAA: "BAA", AgreementKind.JOINED: "Exhibit E"}
YES, NO = {"yes", "y", "true", "1", "si", "sí"}, {"no", "n", "false", "0"}


def read_agreements(table: Iterable[bytes] | Given, today: date) -> Sorted[AgreementRow]:
    """What a file (or a table) of agreements holds. Raises Problem("lists.…")."""
    kinds = {folded(word): kind for kind in AgreementKind for word in (kind.value, str(KIND_NAMES[kind]))}
    kinds |= {folded(word): kind for kind, word in SHORT.items()}
    tool_of, data_of = cache(tool_called), cache(named_data)
    seen: set[tuple[str, AgreementKind]] = set()

    def row(given: Mapping[str, str]) -> AgreementRow:
        kind = one_of(given["kind"], kinds, Sentence("No kind of agreement is called “{name}”.", name=given["kind"]))
        made = AgreementRow(
            tool=tool_of(given["tool"]),
            kind=kind,
            signed_on=_day(given["signed"]),
            ends_on=_day(given["ends"]),
            elements=frozenset(data_of(given.get("data", ""))),
            terms=_terms(given),
        )
        if (made.tool, made.kind) in seen:
            raise Wrong(Sentence("The same kind of agreement about the same tool stands in the file before."))
        try:
            check_row(made, today)
        except Problem as problem:
            raise Wrong(Sentence("{what} {why}", what=problem.what, why=_first(problem))) from None
        seen.add((made.tool, made.kind))
        return made

    return sort_rows(table, AGREEMENT_COLUMNS, ("tool", "kind", "signed", "ends", "data"), row)


def _first(problem: Problem) -> Sentence | str:
    return next(iter(problem.fields.values()), problem.why)


def _day(text: str) -> date:
    found = day_read(text)
    if found is None:
        raise Wrong(Sentence("“{text}” is no day. Write it as 2027-06-30 or 6/30/2027.", text=text))
    return found


def _terms(given: Mapping[str, str]) -> Terms:
    renews = folded(given.get("renews", ""))
    if renews and renews not in YES | NO:
        raise Wrong(Sentence("Whether it renews by itself is yes or no."))
    return replace(
        NO_TERMS,
        version=given.get("version", ""),
        state=given.get("state", "").upper(),
        joined_from=given.get("joined", ""),
        renews_by_itself=renews in YES if renews else None,
        notice_days=_number(given.get("notice", "")),
        breach_hours=_number(given.get("breach", "")),
        deletion_days=_number(given.get("deletion", "")),
    )


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Wrong(Sentence("“{text}” is no whole number.", text=text))
    return int(text)
