"""What the teacher of a class may see of its use: the value of a CLASS_VIEW condition, read. Pure.

    "counts"   what for, how much, what was stopped and why: whole weeks, in counts
    "texts"    the same, and to read texts of the class that the use keeps (keeping.py), each with a reason

Without such a condition a teacher sees nothing of it: people decide this with the use, and no page can switch it on.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.keeping import rule_in
from chalkline.rulebook.policy import Condition
from chalkline.rulebook.words import ConditionKind, KeptBy


class ClassView(StrEnum):
    """How much of it."""

    COUNTS = "counts"
    TEXTS = "texts"


# What families and students are told, wherever the use is listed.
CLASS_VIEW_SAID: dict[ClassView, Sentence] = {
    ClassView.COUNTS: Sentence(
        "The teacher of a class sees what the class used it for and what was stopped: counts of whole weeks, never one "
        "student, no text."
    ),
    ClassView.TEXTS: Sentence(
        "The teacher of a class sees what the class used it for and what was stopped, in counts of whole weeks, and "
        "may read texts of the class that are kept. Each reading needs a reason and is written down."
    ),
}


def class_view_in(conditions: Iterable[Condition]) -> ClassView | None:
    """What the conditions of a use say: of several the one that shows least. None: nothing.

    Where no text is kept, none can be read.
    """
    found = tuple(conditions)
    values = {each.value for each in found if each.kind is ConditionKind.CLASS_VIEW and each.kept_by is KeptBy.GATEWAY}
    views = values & set(ClassView)
    if not views:
        return None
    return ClassView.TEXTS if views == {ClassView.TEXTS} and rule_in(found) else ClassView.COUNTS
