"""What travels between the two processes: a roster or a Problem, as JSON and back."""

from __future__ import annotations

import dataclasses
from typing import Any

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.people.particulars import particulars_from
from chalkline.people.roster_rows import OrgRow, PersonRow, Rejected, Roster


def spelled_roster(roster: Roster) -> dict[str, Any]:
    """A roster as plain values."""
    return {
        "orgs": [dataclasses.astuple(row) for row in roster.orgs],
        "people": [dataclasses.asdict(row) for row in roster.people],
        "rejected": [_row(row) for row in roster.rejected],
        "unread": [_row(row) for row in roster.unread],
        "rows": roster.rows,
        "digest": roster.digest,
    }


def roster_from(plain: dict[str, Any]) -> Roster:
    """The roster of these values."""
    return Roster(
        orgs=[OrgRow(*row) for row in plain["orgs"]],
        people=[_person(row) for row in plain["people"]],
        rejected=[_rejected(row) for row in plain["rejected"]],
        unread=[_rejected(row) for row in plain.get("unread", ())],
        rows=int(plain["rows"]),
        digest=str(plain["digest"]),
    )


def spelled_problem(problem: Problem) -> dict[str, Any]:
    """A Problem as plain values."""
    said = {part: _spelled(getattr(problem, part)) for part in ("what", "why", "next_step")}
    return {"code": problem.code, "kind": problem.kind.name, **said}


def problem_from(plain: dict[str, Any]) -> Problem:
    """The Problem of these values."""
    what, why, next_step = (_sentence(plain[part]) for part in ("what", "why", "next_step"))
    return Problem(plain["code"], what=what, why=why, next_step=next_step, kind=Kind[plain["kind"]])


def _person(row: dict[str, Any]) -> PersonRow:
    told = {
        "grades_taught": tuple(row["grades_taught"]),
        "classes": tuple(row.get("classes", ())),
        "particulars": particulars_from(row.get("particulars", {})),
    }
    return PersonRow(**{**row, **told})


def _row(row: Rejected) -> tuple[str, int, str, dict[str, Any]]:
    return row.file, row.line, row.sourced_id, _spelled(row.reason)


def _rejected(row: tuple[str, int, str, dict[str, Any]]) -> Rejected:
    return Rejected(*row[:3], _sentence(row[3]))


def _spelled(words: Words) -> dict[str, Any]:
    return (
        {"template": words.template, "values": dict(words.values)} if isinstance(words, Sentence) else {"text": words}
    )


def _sentence(plain: dict[str, Any]) -> Any:
    if "text" in plain:
        return plain["text"]
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in plain["values"].items()}
    return Sentence(plain["template"], **values)
