"""Whether an agreement covers what goes to a tool. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chalkline.report.flows.words import CLASSES, Cover, Going
from chalkline.rulebook.api import ElementRule, Handling, ToolFacts


def cover_of(rules: Iterable[ElementRule], facts: ToolFacts | None, on: date) -> Cover:
    """How the agreement of a tool stands to these elements on a day. Only student records need one, and of these
    its schedule lists what schedules have a row for."""
    records = [rule for rule in rules if rule.is_student_record]
    if not records:
        return Cover.NOT_NEEDED
    if facts is None or not facts.has_agreement_on(on):
        return Cover.MISSING
    listed = [rule for rule in records if not rule.must_be_listed or rule.element in facts.agreement_elements]
    if len(listed) == len(records):
        return Cover.COVERED
    return Cover.IN_PART if listed else Cover.MISSING


def going_of(handling: Handling) -> Going:
    """What becomes of an element that the policy handles so."""
    if handling is Handling.PASSES:
        return Going.AS_IT_IS
    return Going.REPLACED if handling is Handling.REPLACED else Going.REFUSED


def strictest(classes: Iterable[str]) -> str:
    """The most protected of the classes; "public" of none."""
    return max(classes, key=lambda each: CLASSES.index(each) if each in CLASSES else len(CLASSES), default="public")
