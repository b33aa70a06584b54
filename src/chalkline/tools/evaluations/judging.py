"""Whether an answer may be assessed so, and a risk accepted. Pure: facts in, a Problem out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.tools.evaluations.words import LONGEST_ACCEPTANCE, LONGEST_NOTE, Judgment


def must_not_ask(is_party: bool) -> None:
    """Raise Problem("evaluations.own_request"): whoever asks for a tool neither scores it nor waives for it."""
    if not is_party:
        return
    raise Problem(
        "evaluations.own_request",
        what=Sentence("You have asked for this tool."),
        why=Sentence("Whoever asks for something neither scores it nor accepts its risks."),
        next_step=Sentence("Somebody else with the role does this step."),
        kind=Kind.NOT_ALLOWED,
    )


def checked_note(how: Judgment, note: str, *, red_flag: bool, has_proof: bool, answered: bool) -> str:
    """The note of an assessment, tidied. Raises Problem: evaluations.note_needed, .no_proof, .nothing_said."""
    tidy = note.replace("\r\n", "\n").strip()
    if len(tidy) > LONGEST_NOTE or (not tidy and (red_flag or how in (Judgment.PARTLY, Judgment.DOES_NOT))):
        raise Problem(
            "evaluations.note_needed",
            what=Sentence("This needs a note of at most {n} letters.", n=LONGEST_NOTE),
            why=Sentence("The committee and the vendor have to understand what is missing."),
            next_step=Sentence("Write one or two sentences."),
            fields={"note": Sentence("Write what is missing.")},
        )
    if how.rests_on_proof and not has_proof:
        raise Problem(
            "evaluations.no_proof",
            what=Sentence("Nothing on file shows this."),
            why=Sentence("An answer meets a question with proof only while something that shows it is attached."),
            next_step=Sentence("Attach the proof to this question first, or choose “Meets it, by its word”."),
            fields={"how": Sentence("Nothing on file shows this.")},
        )
    if how.meets and not answered:
        raise Problem(
            "evaluations.nothing_said",
            what=Sentence("Nobody has answered this question."),
            why=Sentence("What was not answered is never counted as met."),
            next_step=Sentence("Answer it from documents first, ask the vendor, or choose “Not answered”."),
            fields={"how": Sentence("Nobody has answered this question.")},
        )
    return tidy


def must_all_be_assessed(open_questions: Collection[str]) -> None:
    """Raise Problem("evaluations.not_all_assessed")."""
    if not open_questions:
        return
    raise Problem(
        "evaluations.not_all_assessed",
        what=Sentence("{n} questions are not assessed yet.", n=len(open_questions)),
        why=Sentence("A score with holes would look better or worse than the product is."),
        next_step=Sentence("Assess them; what was not answered is marked so."),
        kind=Kind.CONFLICT,
    )


def must_be_acceptable(*, blocks: bool, scored: bool, reason: str, until: date, today: date) -> None:
    """Raise Problem: evaluations.nothing_to_accept, evaluations.scored_it, evaluations.acceptance_unclear."""
    if not blocks:
        raise Problem(
            "evaluations.nothing_to_accept",
            what=Sentence("Nothing about this question stands in the way."),
            why=Sentence("Only a failed gate or a red flag is a risk to be accepted."),
            next_step=Sentence("Look at the evaluation again: it may have changed."),
            kind=Kind.CONFLICT,
        )
    if scored:
        raise Problem(
            "evaluations.scored_it",
            what=Sentence("You have assessed this product."),
            why=Sentence("Whoever scored a vendor does not also accept its risks."),
            next_step=Sentence("Somebody else who may decides this."),
            kind=Kind.NOT_ALLOWED,
        )
    fields: dict[str, Sentence | str] = {}
    if not 20 <= len(reason.strip()) <= LONGEST_NOTE:
        fields["reason"] = Sentence("Write the reason in one or two full sentences.")
    if not today < until <= today + LONGEST_ACCEPTANCE:
        fields["until"] = Sentence("Choose a day within the next year.")
    if fields:
        raise Problem(
            "evaluations.acceptance_unclear",
            what=Sentence("This cannot be accepted as it stands."),
            why=Sentence("A risk is accepted for a reason that others can read, and never for ever."),
            next_step=Sentence("Write the reason and choose a last day."),
            fields=fields,
        )
