"""What each need says is missing: how a problem of the district could be begun with it. Pure."""

from __future__ import annotations

from chalkline.discover.surveys.words import Need
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Audience
from chalkline.purpose.problems.api import GoalArea

LEARNING, TEACHING, RUNNING = (
    GoalArea.STUDENT_ACHIEVEMENT,
    GoalArea.TEACHER_PRODUCTIVITY,
    GoalArea.OPERATIONAL_EFFICIENCY,
)

NEEDS: dict[Audience, dict[str, Need]] = {
    Audience.STAFF: {
        "clear_rules": Need(
            Sentence("Staff do not know what is allowed with AI"),
            Sentence("Staff decide by themselves, each otherwise, or leave a good tool alone."),
            RUNNING,
        ),
        "training": Need(
            Sentence("Staff lack training in AI for what they do"),
            Sentence("Staff learn by trying, alone, and with real students' work."),
            TEACHING,
        ),
        "safe_tool": Need(
            Sentence("There is no tool that staff may use with student work"),
            Sentence("Student work goes into tools without an agreement, or is not helped by AI at all."),
            TEACHING,
        ),
        "lesson_time": Need(
            Sentence("Planning lessons takes too many hours"),
            Sentence("Teachers write and adapt materials in the evening."),
            TEACHING,
        ),
        "feedback_time": Need(
            Sentence("Comments on drafts come too late"),
            Sentence("Reading and commenting takes evenings, so students get a comment after they need it."),
            LEARNING,
        ),
        "paper_time": Need(
            Sentence("Paperwork takes time from students"),
            Sentence("The same facts are typed into several forms and letters."),
            RUNNING,
        ),
        "languages": Need(
            Sentence("Messages to families are not in their language"),
            Sentence("Staff cannot write in the language of every family, and translation comes late."),
            RUNNING,
        ),
    },
    Audience.FAMILIES: {
        "told": Need(
            Sentence("Families do not know which AI tools are used"),
            Sentence("Families hear of a tool from their child, or not at all."),
            RUNNING,
        ),
        "asked": Need(
            Sentence("Families are not asked before a new AI tool starts"),
            Sentence("A tool is in use before families could say what worries them."),
            RUNNING,
        ),
        "home_rules": Need(
            Sentence("Families do not know what AI may do in homework"),
            Sentence("What one teacher allows another forbids, and families cannot tell which."),
            LEARNING,
        ),
        "guide": Need(
            Sentence("Families lack a guide to AI at school and at home"),
            Sentence("Families want to help their children, and do not know how."),
            LEARNING,
        ),
        "without": Need(
            Sentence("There is no way to learn without AI"),
            Sentence("A family that says no has no equal way for its child to do the same work."),
            LEARNING,
        ),
        "our_language": Need(
            Sentence("Families are not told in their language"),
            Sentence("What the district says about AI is in English first, and in others late or never."),
            RUNNING,
        ),
    },
    Audience.STUDENTS: {
        "task_rules": Need(
            Sentence("Students do not know what AI may do in a task"),
            Sentence("Students guess what is allowed, and some are accused for it."),
            LEARNING,
        ),
        "how_it_works": Need(
            Sentence("Students do not learn how AI works and fails"),
            Sentence("Students trust what is wrong, and cannot tell when."),
            LEARNING,
        ),
        "stuck": Need(
            Sentence("Students get no help when they are stuck"),
            Sentence("Out of class nobody is there to ask."),
            LEARNING,
        ),
        "same_for_all": Need(
            Sentence("Some students have better AI tools than others"),
            Sentence("Who pays at home has more help than who does not."),
            LEARNING,
        ),
    },
}
