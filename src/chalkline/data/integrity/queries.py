"""Reads of audits: all, one with what it found, coverage fit to be shown, requirements that are not met."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from chalkline.data.integrity import rules
from chalkline.data.integrity.apart.rulesets import Rule, oneroster
from chalkline.data.integrity.models import Audit, Requirement
from chalkline.data.integrity.words import (
    GROUP_NAMES,
    GROUPINGS,
    DimensionScore,
    GroupCovered,
    RuleFound,
    Severity,
    Standing,
    Unmet,
)
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.protect.disclosure import Shown, Suppressed, one_way, share


def audits(actor: Actor) -> QuerySet[Audit]:
    """Every audit, newest first."""
    actor.must("integrity.see")
    return Audit.objects.all()


def audit_by_id(actor: Actor, audit_id: str) -> Audit:
    """One audit. Raises Problem("not_found")."""
    found = audits(actor).filter(pk=id_from(audit_id)).first()
    if found is None:
        raise not_found(Sentence("audit"))
    return found


def audit_before(actor: Actor, audit: Audit) -> Audit | None:
    """The audit before this one, or None."""
    return audits(actor).filter(audited_at__lt=audit.audited_at).first()


def found_in(audit: Audit, before: Audit | None = None) -> list[RuleFound]:
    """The rules that rows break: what stops first, then by how many rows."""
    order = list(Severity)
    known = {rule.id: rule for rule in oneroster().rules}
    rows = [_found(known[rule], count, before) for rule, count in audit.found.items() if rule in known]
    return sorted(rows, key=lambda each: (order.index(each.severity), -each.rows, each.rule_id))


def dimension_scores(audit: Audit) -> list[DimensionScore]:
    """The score of each dimension that could be looked at, in the order of the rules' file."""
    return [
        DimensionScore(
            dimension=name,
            label=Sentence(label),
            means=Sentence(means),
            rows=audit.dimensions[name]["rows"],
            faulty=audit.dimensions[name]["faulty"],
            score=rules.score(audit.dimensions[name]["rows"], audit.dimensions[name]["faulty"]),
        )
        for name, (label, means) in oneroster().dimensions.items()
        if name in audit.dimensions
    ]


def coverage_of(audit: Audit, grouping: str) -> list[GroupCovered]:
    """Groups of students and the share of them whose records are sound; small groups are not shown."""
    groups = {row["group"]: row for row in audit.coverage.get(grouping, [])}
    table = one_way({name: row["students"] for name, row in groups.items()})
    return [_covered(name, row, table.cell(name)) for name, row in groups.items()]


def groupings() -> dict[str, Sentence]:
    """The ways students are grouped."""
    return dict(GROUPINGS)


def latest_standing() -> Standing | None:
    """How the newest audit stands. Takes no actor: publishing asks it, and it names nobody."""
    latest = Audit.objects.only("score", "audited_on", "has_stops").first()
    return None if latest is None else Standing(latest.score, latest.audited_on, latest.has_stops)


def requirements(actor: Actor) -> QuerySet[Requirement]:
    """The uses that depend on an audit now."""
    actor.must("integrity.see")
    return Requirement.objects.filter(dropped_at=None)


def requirement_of(actor: Actor, use_id: str) -> Requirement | None:
    """What is required of the audits before this use holds, or None."""
    return requirements(actor).filter(use_id=use_id).first()


def unmet_requirement(requirement: Requirement, on: date) -> Unmet | None:
    """Why a requirement is not met on a day; None when it is."""
    return rules.unmet(latest_standing(), requirement.least_score, requirement.within_days, on)


def uses_held_back(on: date) -> frozenset[str]:
    """The ids of the uses whose requirement is not met on a day. Takes no actor: publishing compiles it."""
    latest = latest_standing()
    return frozenset(
        each.use_id
        for each in Requirement.objects.filter(dropped_at=None)
        if rules.unmet(latest, each.least_score, each.within_days, on) is not None
    )


def _found(rule: Rule, count: int, before: Audit | None) -> RuleFound:
    return RuleFound(
        rule_id=rule.id,
        file=f"{rule.file}.csv",
        field=rule.field,
        title=Sentence(rule.title),
        why=Sentence(rule.why),
        fix=Sentence(rule.fix),
        dimension=rule.dimension,
        severity=Severity(rule.severity),
        rows=count,
        before=None if before is None or rule.id not in before.asked else before.found.get(rule.id, 0),
    )


def _covered(name: str, row: dict[str, int], cell: Shown | Suppressed) -> GroupCovered:
    said = GROUP_NAMES.get(name, Sentence("{name}", name=name))
    if isinstance(cell, Suppressed):
        return GroupCovered(said, None, None)
    told = share(row["sound"], row["students"])
    return GroupCovered(said, cell.count, None if isinstance(told, Suppressed) else (str(told[0]), told[1]))
