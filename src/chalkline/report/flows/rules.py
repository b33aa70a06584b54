"""Whether an agreement covers what goes to a tool. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chalkline.report.flows.words import CLASSES, Cover
from chalkline.rulebook.api import ElementRule, ToolFacts


def cover_of(rules: Iterable[ElementRule], facts: ToolFacts | None, on: date) -> Cover:
    """How the agreement of a tool stands to these elements on a day. Only student records need one."""
    records = {rule.element for rule in rules if rule.is_student_record}
    if not records:
        return Cover.NOT_NEEDED
    if facts is None or not facts.has_agreement_on(on):
        return Cover.MISSING
    listed = records & facts.agreement_elements
    if listed == records:
        return Cover.COVERED
    return Cover.IN_PART if listed else Cover.MISSING


def strictest(classes: Iterable[str]) -> str:
    """The most protected of the classes; "public" of none."""
    return max(classes, key=lambda each: CLASSES.index(each) if each in CLASSES else len(CLASSES), default="public")
