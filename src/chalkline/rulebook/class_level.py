"""How far a class works with AI: five levels that its teacher sets, inside what is approved. Pure.

    1  without AI
    2  ideas and planning
    3  practice, and feedback on one's own work
    4  with AI, by the task
    5  trying AI out, together with the teacher

None is better than another: a test may be at 1 on the day on which a project is at 4. A level only restricts; what
no approved use allows stays closed at every level. What gateways can keep of it are purposes (``PURPOSES``). How
much of a work is the student's own, and that AI is named as a source, is kept by people.

Help that makes material accessible is open at every level: what a student needs because of a disability is not a
teacher's to switch off (Section 504, 29 USC 794; IDEA, 20 USC 1412(a)(5)).

Where a call could be for several classes of a student, the one that allows most counts: no teacher sets the level of
somebody else's class. Then the narrower ones are kept by people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from enum import IntEnum

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.asking import Reason
from chalkline.rulebook.policy import Terms
from chalkline.rulebook.stops import ClassLevel, Stops
from chalkline.rulebook.words import ROSTER_ROLES, Everything, Group, MaybeText, Scope, Unknown


class Level(IntEnum):
    """The five levels."""

    NONE = 1
    IDEAS = 2
    FEEDBACK = 3
    WITH_AI = 4
    EXPLORE = 5


ALWAYS = frozenset({"uc_access"})
_IDEAS = ALWAYS | {"uc_research", "uc_career", "uc_literacy"}
# By level, the purposes for which students may use what is approved; a level that is not here asks for none.
PURPOSES: dict[Level, frozenset[str]] = {
    Level.NONE: ALWAYS,
    Level.IDEAS: _IDEAS,
    Level.FEEDBACK: _IDEAS | {"uc_feedback", "uc_tutor", "uc_language_practice"},
}
LEVEL_NAMES: dict[Level, Sentence] = {
    Level.NONE: Sentence("Without AI"),
    Level.IDEAS: Sentence("AI for ideas and planning"),
    Level.FEEDBACK: Sentence("AI for practice and feedback"),
    Level.WITH_AI: Sentence("With AI"),
    Level.EXPLORE: Sentence("Trying AI out together"),
}
# What a student is told.
LEVEL_SAID: dict[Level, Sentence] = {
    Level.NONE: Sentence("You do this without AI. It shows what you can do yourself."),
    Level.IDEAS: Sentence(
        "AI may help you to find ideas, look things up and plan. What you hand in, you write yourself."
    ),
    Level.FEEDBACK: Sentence(
        "You may practice with AI and let it comment on your own work. You decide what to change and write it yourself."
    ),
    Level.WITH_AI: Sentence(
        "You may use AI for any part of it. You check what it says, say where you used it, and answer for the result."
    ),
    Level.EXPLORE: Sentence(
        "You and your teacher try out what AI can do and where it fails. Say what you tried and what came of it."
    ),
}
_REFUSED: dict[Level, Sentence] = {
    Level.NONE: Sentence("Your class works without AI right now (level 1 of 5)."),
    Level.IDEAS: Sentence("Your class uses AI only for ideas and planning right now (level 2 of 5), not for this."),
    Level.FEEDBACK: Sentence(
        "Your class uses AI only for ideas, practice and feedback right now (level 3 of 5), not for this."
    ),
}
_CHANGE = Sentence("The teacher of the class sets another level.")


def highest_for(purposes: Collection[str] | Everything) -> Level:
    """The highest level that has something behind it, where these purposes are approved for the students of a class.

    The lowest level with room for all of them: a higher one would promise what nobody approved.
    """
    if isinstance(purposes, Everything):
        return Level.EXPLORE
    wanted = frozenset(purposes)
    narrow = (Level.NONE, Level.IDEAS, Level.FEEDBACK)
    return next((level for level in narrow if wanted <= PURPOSES[level]), Level.EXPLORE)


def is_student(role: MaybeText) -> bool:
    """Whether levels are about people of this role: a teacher's own work has none."""
    return not isinstance(role, Unknown) and role in ROSTER_ROLES and ROSTER_ROLES[role].group is Group.STUDENTS


def level_of(levels: Collection[ClassLevel], work: str, on: date) -> Level | None:
    """The level of one class on a day: of the work that is named, else of the class; a test holds them all."""
    held = [each for each in levels if each.runs_on(on)]
    named = [each.level for each in held if each.work and each.work == work]
    own = [each.level for each in held if not each.work]
    tests = [each.level for each in held if each.work and each.holds_class]
    found = [*(named or own), *tests]
    return Level(min(found)) if found else None


def weigh_level(
    terms: Terms, classes: frozenset[str], work: str, purpose: MaybeText, on: date, stops: Stops
) -> Iterator[Reason]:
    """Whether the level of the class leaves room for this; nothing where no class is known, or one has no level."""
    found = [level_of(stops.levels_of(each), work, on) for each in classes]
    levels = [each for each in found if each is not None]
    if not levels or len(levels) < len(found):
        return
    level = max(levels)
    limit = Sentence("Only as far as the level of the class goes.")
    room = _has_room(PURPOSES.get(level), purpose, terms.purposes)
    if room:
        yield Reason(
            "level", True, Sentence("The level of the class (level {n} of 5) allows it.", n=level.value), limit
        )
    elif room is None:
        sentence = Sentence("Your class is at level {n} of 5, and what this is for is not known here.", n=level.value)
        yield Reason("level", None, sentence, limit, _CHANGE)
    else:
        yield Reason("level", False, _REFUSED[level], limit, _CHANGE)


def _has_room(allowed: frozenset[str] | None, purpose: MaybeText, approved: Scope) -> bool | None:
    if allowed is None:
        return True
    if not isinstance(purpose, Unknown):
        return purpose in allowed
    if isinstance(approved, Everything):
        return None
    return True if approved <= allowed else None if approved & allowed else False
