"""The kinds of review, as data: who answers them, when they are needed, what they ask.

A later step adds a kind by adding an entry here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Role


class Trigger(StrEnum):
    """Something about a request that calls for a review."""

    ALWAYS = "always"
    PERSONAL_DATA = "personal_data"
    STUDENTS = "students"
    TEACHING = "teaching"
    CAREFUL = "careful"  # yellow or red
    JUDGES_PEOPLE = "judges_people"
    HIGH_RISK = "high_risk"  # red
    COSTS = "costs"
    PRINCIPAL_FIRST = "principal_first"  # the district's rules say so, and the person who asked has a principal


@dataclass(frozen=True)
class ReviewQuestion:
    """One question of a kind's list. ``asked_of_students``: only where students are at the keyboard."""

    id: str
    text: Sentence
    why: Sentence
    asked_of_students: bool = False


@dataclass(frozen=True)
class ReviewKind:
    """A kind of review. ``roles`` may answer it; it is needed when any of ``when`` is true of a request.

    ``first``: the others are opened when it was sent. ``in_fast_lane``: also where one person decides.
    """

    id: str
    name: Sentence
    roles: frozenset[Role]
    when: frozenset[Trigger]
    questions: tuple[ReviewQuestion, ...]
    first: bool = False
    in_fast_lane: bool = False


KINDS: dict[str, ReviewKind] = {
    kind.id: kind
    for kind in (
        ReviewKind(
            id="principal",
            name=Sentence("Principal’s word"),
            roles=frozenset({Role.PRINCIPAL}),
            when=frozenset({Trigger.PRINCIPAL_FIRST}),
            first=True,
            in_fast_lane=True,
            questions=(
                ReviewQuestion(
                    "fits_school",
                    Sentence("Does it fit what your school is working on this year?"),
                    Sentence("One more tool is one more thing for everybody to learn."),
                ),
                ReviewQuestion(
                    "has_already",
                    Sentence("Is it certain that the school has nothing that does the same?"),
                    Sentence("What is paid for and approved comes first."),
                ),
            ),
        ),
        ReviewKind(
            id="privacy",
            name=Sentence("Privacy review"),
            roles=frozenset({Role.PRIVACY_OFFICER}),
            when=frozenset({Trigger.PERSONAL_DATA, Trigger.STUDENTS, Trigger.CAREFUL, Trigger.JUDGES_PEOPLE}),
            questions=(
                ReviewQuestion(
                    "agreement",
                    Sentence("Does a signed agreement in date cover the data asked for?"),
                    Sentence("Student records may go only where an agreement lists them."),
                ),
                ReviewQuestion(
                    "least_data",
                    Sentence("Is this the least data that would still do the job?"),
                    Sentence("What is never given cannot leak."),
                ),
                ReviewQuestion(
                    "training",
                    Sentence("Is it certain that nothing given is used to train a model?"),
                    Sentence("Training is outside the school’s purpose, even with names taken out."),
                ),
                ReviewQuestion(
                    "deletion",
                    Sentence("Is it clear how long data is kept and how it is deleted?"),
                    Sentence("Old data is what attackers find."),
                ),
                ReviewQuestion(
                    "age",
                    Sentence("Do the terms allow students of this age, and is any consent it takes in place?"),
                    Sentence("Many products are for 13 or 18 and over."),
                    asked_of_students=True,
                ),
            ),
        ),
        ReviewKind(
            id="curriculum",
            name=Sentence("Curriculum review"),
            roles=frozenset({Role.ACADEMIC_OFFICER}),
            when=frozenset({Trigger.STUDENTS, Trigger.TEACHING}),
            questions=(
                ReviewQuestion(
                    "fits",
                    Sentence("Does it fit what and how we teach in these grades?"),
                    Sentence("A tool should serve the adopted materials, not replace them."),
                ),
                ReviewQuestion(
                    "checkable",
                    Sentence("Can a teacher check the results well, in the time there is?"),
                    Sentence("Confident mistakes are the common kind."),
                ),
                ReviewQuestion(
                    "evidence",
                    Sentence("Is there evidence that it helps with this problem?"),
                    Sentence("Use alone is not success."),
                ),
                ReviewQuestion(
                    "thinking",
                    Sentence("Does it lead students to think rather than hand over answers?"),
                    Sentence("Skills that are not practised are lost."),
                    asked_of_students=True,
                ),
                ReviewQuestion(
                    "everyone",
                    Sentence("Can every student take part, with a device, a language or a plan of their own?"),
                    Sentence("What some cannot use widens the gap."),
                    asked_of_students=True,
                ),
            ),
        ),
        ReviewKind(
            id="security",
            name=Sentence("Security review"),
            roles=frozenset({Role.SECURITY_LEAD, Role.TECHNOLOGY_DIRECTOR}),
            when=frozenset({Trigger.ALWAYS}),
            in_fast_lane=True,
            questions=(
                ReviewQuestion(
                    "sign_in",
                    Sentence("Do people sign in with their district account?"),
                    Sentence("Accounts of people who leave must end with them."),
                ),
                ReviewQuestion(
                    "controls",
                    Sentence("Can the district turn the AI off by role, grade and school?"),
                    Sentence("A stop must be possible within minutes."),
                ),
                ReviewQuestion(
                    "incident",
                    Sentence("Will the vendor tell us of an incident within 72 hours?"),
                    Sentence("Families and the state must hear from us in time."),
                ),
                ReviewQuestion(
                    "acts_alone",
                    Sentence("Does a person confirm whatever the AI would send, change or delete?"),
                    Sentence("Instructions hidden in a text can steer a tool that acts by itself."),
                ),
            ),
        ),
        ReviewKind(
            id="accessibility",
            name=Sentence("Accessibility review"),
            roles=frozenset({Role.ACCESSIBILITY, Role.TECHNOLOGY_DIRECTOR}),
            when=frozenset({Trigger.STUDENTS}),
            questions=(
                ReviewQuestion(
                    "conformance",
                    Sentence("Is there a report on accessibility (a VPAT) of this version, in date?"),
                    Sentence("Title II of the ADA asks the district for WCAG 2.1 AA, whoever made the tool."),
                ),
                ReviewQuestion(
                    "keyboard",
                    Sentence("Has somebody tried it with the keyboard alone and with a screen reader?"),
                    Sentence("A report says what a maker believes; ten minutes show what is so."),
                ),
                ReviewQuestion(
                    "another_way",
                    Sentence("Is there another way to the same for whoever cannot use it?"),
                    Sentence("No student waits until a maker has mended something."),
                ),
            ),
        ),
        ReviewKind(
            id="legal",
            name=Sentence("Legal review"),
            roles=frozenset({Role.COUNSEL, Role.SUPERINTENDENT}),
            when=frozenset({Trigger.HIGH_RISK, Trigger.JUDGES_PEOPLE}),
            questions=(
                ReviewQuestion(
                    "lawful",
                    Sentence("Do federal and state law allow this purpose, with a person deciding?"),
                    Sentence("Some states bar AI from deciding on grades, discipline or placement."),
                ),
                ReviewQuestion(
                    "terms",
                    Sentence("Are the maker’s terms such as a district may accept?"),
                    Sentence("Indemnity, choice of law, changing the terms without notice."),
                ),
                ReviewQuestion(
                    "notice",
                    Sentence("Is everybody told who has to be: families, the union, the board?"),
                    Sentence("What is bargained or noticed by law comes before the first use."),
                ),
            ),
        ),
        ReviewKind(
            id="finance",
            name=Sentence("Finance review"),
            roles=frozenset({Role.PURCHASING, Role.SUPERINTENDENT}),
            when=frozenset({Trigger.COSTS}),
            questions=(
                ReviewQuestion(
                    "funded",
                    Sentence("Is it known what it costs a year, and who pays after the first one?"),
                    Sentence("A grant ends; a habit does not."),
                ),
                ReviewQuestion(
                    "bought",
                    Sentence("Can it be bought by the rules for purchases?"),
                    Sentence("Quotes, limits and the board’s word take weeks."),
                ),
            ),
        ),
    )
}
