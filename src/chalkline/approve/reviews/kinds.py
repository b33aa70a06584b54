"""The kinds of review, as data: who answers them, when they are needed, what they ask.

A later step adds a kind (accessibility, legal, finance) by adding an entry here.
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


@dataclass(frozen=True)
class ReviewQuestion:
    """One question of a kind's list. ``asked_of_students``: only where students are at the keyboard."""

    id: str
    text: Sentence
    why: Sentence
    asked_of_students: bool = False


@dataclass(frozen=True)
class ReviewKind:
    """A kind of review. ``roles`` may answer it; it is needed when any of ``when`` is true of a request."""

    id: str
    name: Sentence
    roles: frozenset[Role]
    when: frozenset[Trigger]
    questions: tuple[ReviewQuestion, ...]


KINDS: dict[str, ReviewKind] = {
    kind.id: kind
    for kind in (
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
    )
}
