"""Whether a request is complete, how much care it needs, and which steps it may take."""

from __future__ import annotations

from collections.abc import Collection

from chalkline.approve.requests.words import STATE_NAMES, TRANSITIONS, RequestState, RequestTerms
from chalkline.govern.committees.api import Light
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import BANDS, NO_CLASS, ROSTER_ROLES, Vocabulary

WHY_LIMIT = 2000
COSTS = frozenset({"", "yes", "no"})
CARE = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}
RESTRICTED = "restricted"
PERSONAL_CLASSES = frozenset({"directory", "confidential", RESTRICTED})


def must_be_complete(terms: RequestTerms, vocabulary: Vocabulary, schools: Collection[str]) -> None:
    """Raise Problem("requests.incomplete") with every field that needs another look."""
    wrong: dict[str, Words] = {}
    if terms.purpose not in vocabulary.purposes:
        wrong["purpose"] = Sentence("Choose what it is for from the list.")
    if not terms.roles or not terms.roles <= ROSTER_ROLES.keys():
        wrong["roles"] = Sentence("Choose who would use it.")
    if not terms.grade_bands or not terms.grade_bands <= {*BANDS, NO_CLASS}:
        wrong["grade_bands"] = Sentence("Choose for which grades, or that no class is meant.")
    elif terms.has_students and terms.grade_bands == {NO_CLASS}:
        wrong["grade_bands"] = Sentence("Choose the grades of the students who would use it.")
    if not terms.school_ids <= set(schools):
        wrong["schools"] = Sentence("Choose schools from the list, or every school.")
    if not terms.elements or not terms.elements <= vocabulary.elements.keys():
        wrong["data"] = Sentence("Choose which data it would see, or that it sees none about students.")
    if terms.costs not in COSTS:
        wrong["costs"] = Sentence("Say yes, no, or leave it open.")
    if not terms.why.strip():
        wrong["why"] = Sentence("Say in a sentence or two why you ask.")
    elif len(terms.why) > WHY_LIMIT:
        wrong["why"] = Sentence("Keep this under {n} characters.", n=WHY_LIMIT)
    if not wrong:
        return
    raise Problem(
        "requests.incomplete",
        what=Sentence("The request is not complete yet."),
        why=Sentence("Reviewers look at exactly what you ask for."),
        next_step=Sentence("Look at the marked fields; everything you wrote is kept."),
        fields=wrong,
    )


def light_of(terms: RequestTerms, vocabulary: Vocabulary, *, judges_people: bool = False) -> Light:
    """How much care it needs: the purpose's own light, raised by the data, by students, by judging people.

    Restricted data is red. Personal data of students, students at the keyboard, and whatever flags or
    scores people are at least yellow.
    """
    light = Light(vocabulary.purposes[terms.purpose].light)
    classes = classes_of(terms, vocabulary)
    if RESTRICTED in classes:
        return Light.RED
    if terms.has_students or judges_people or classes & PERSONAL_CLASSES:
        return max(light, Light.YELLOW, key=CARE.__getitem__)
    return light


def classes_of(terms: RequestTerms, vocabulary: Vocabulary) -> frozenset[str]:
    """The classes of the data asked for."""
    return frozenset(vocabulary.elements[element].classification for element in terms.elements)


def must_be_able_to(state: RequestState, to: RequestState) -> None:
    """Raise Problem("requests.not_now") unless the transition table knows this step."""
    if to in TRANSITIONS[state]:
        return
    raise not_now(state)


def cannot_ask() -> Problem:
    """The answer to a list that names somebody as asking who may not ask."""
    return Problem(
        "requests.cannot_ask",
        what=Sentence("Somebody in the list cannot ask for tools."),
        why=Sentence("Requests belong to people who work here."),
        next_step=Sentence("Name somebody who works here as the one who asks."),
    )


def not_now(state: RequestState) -> Problem:
    return Problem(
        "requests.not_now",
        what=Sentence("This cannot be done now: the request is “{state}”.", state=STATE_NAMES[state]),
        why=Sentence("A request goes from review to the committee to a decision, one step after another."),
        next_step=Sentence("Open the request to see where it is and who has it."),
        kind=Kind.CONFLICT,
    )


def already_asked() -> Problem:
    return Problem(
        "requests.already_asked",
        what=Sentence("You have already asked for this."),
        why=Sentence("Your request for the same tool and purpose is on its way."),
        next_step=Sentence("Open your request to follow it, or change it there."),
        kind=Kind.CONFLICT,
    )


def other_question() -> Problem:
    return Problem(
        "requests.other_question",
        what=Sentence("The tool and the purpose of a request stay as they were asked."),
        why=Sentence("Others joined this question, and reviewers have begun to look at it."),
        next_step=Sentence("File a new request for the other tool or purpose."),
        kind=Kind.CONFLICT,
    )


def no_tool() -> Problem:
    return Problem(
        "requests.no_tool",
        what=Sentence("This tool is not on the register yet."),
        why=Sentence("Reviewers need to know exactly which product is meant."),
        next_step=Sentence("Choose it from the list, or add it by its name or web address."),
        fields={"tool": Sentence("Choose a tool.")},
    )


def must_fit(purpose: str, use_case_purpose: str) -> None:
    """Raise Problem("requests.other_purpose") when a use case is for something else."""
    if purpose == use_case_purpose:
        return
    raise Problem(
        "requests.other_purpose",
        what=Sentence("This use case is for another purpose than the request."),
        why=Sentence("The committee decides on one purpose at a time."),
        next_step=Sentence("Choose a use case with the same purpose, or propose one."),
        fields={"use_case": Sentence("Choose a use case with the same purpose.")},
    )


def no_problem() -> Problem:
    """The refusal of a request that has no problem behind it."""
    return Problem(
        "requests.no_problem",
        what=Sentence("This request has no problem behind it, so it cannot be decided yet."),
        why=Sentence("Without a problem, nobody could say later whether the tool helped."),
        next_step=Sentence("Attach a use case: choose one on the request page, or name the problem first."),
        kind=Kind.CONFLICT,
    )


def reviewed_it() -> Problem:
    return Problem(
        "requests.reviewed_it",
        what=Sentence("You reviewed this request, so you cannot join it."),
        why=Sentence("The committee relies on your review being from outside."),
        next_step=Sentence("Ask again after the decision if you need something else."),
        kind=Kind.NOT_ALLOWED,
    )


def draft_too_large() -> Problem:
    return Problem(
        "requests.draft_too_large",
        what=Sentence("This draft is too large to keep."),
        why=Sentence("A draft holds a form, not a document."),
        next_step=Sentence("Shorten it, and link to longer texts."),
        kind=Kind.TOO_LARGE,
    )
