"""Whether there is an answer, whether a person must give it, and when a reply may go out. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from chalkline.assist.drafts.words import Outcome, QuestionState
from chalkline.assist.retrieval.api import Hit, words_of
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.protect.borne_out.words import Checked, Standing

LONGEST_QUESTION, SHORTEST_QUESTION = 4000, 2  # characters; words
LONGEST_REPLY = 8000
LONGEST_TITLE, MOST_POINTS, LONGEST_POINT, LONGEST_WRONG = 160, 12, 200, 1000

# Thresholds, from benchmarks/retrieval.py on the sample library: cover is the weight of the question's words that one
# passage holds; cosine is likeness in meaning.
BY_WORDS, BY_WORDS_RELATED = 0.45, 0.3
BOTH, COVER_SHARE, COSINE_RELATED = 0.63, 0.35, 0.4

# Where a draft would do harm: these go to a person, whatever the library holds. English and Spanish stems of words.
SENSITIVE: dict[str, tuple[str, ...]] = {
    "discipline": ("suspended", "suspension", "expelled", "expulsion", "detention", "suspendido", "expulsado"),
    "special education": ("iep", "504 plan", "special education", "evaluation for services", "educacion especial"),
    "safety": (
        "bullied", "bullying", "threat", "threatened", "abuse", "abused", "suicide", "self-harm", "hurt himself",
        "hurt herself", "kill", "weapon", "acoso", "amenaza", "abuso", "suicidio", "hacerse dano", "arma",
    ),
    "custody": ("custody", "restraining order", "divorce", "custodia", "orden de alejamiento", "divorcio"),
    "legal": ("lawyer", "attorney", "lawsuit", "sue", "abogado", "demanda", "immigration", "ice agents", "inmigracion"),
    "health of a child": ("diagnosis", "diagnosed", "seizure", "diabetes", "diagnostico"),
    "a complaint about staff": ("fire the teacher", "complaint against", "queja contra"),
}  # fmt: skip


def check_question(text: str) -> None:
    """Raises Problem("questions.unclear") for a question without words, or a book."""
    if len(text.split()) < SHORTEST_QUESTION or len(text) > LONGEST_QUESTION:
        raise Problem(
            "questions.unclear",
            what=Sentence("Write or paste the question, in at most {n} characters.", n=LONGEST_QUESTION),
            why=Sentence("A draft can only be as good as the question is clear."),
            next_step=Sentence("Leave out what comes before and after the question itself."),
            fields={"text": Sentence("Write or paste the question.")},
        )


def sensitive_matters(text: str) -> tuple[str, ...]:
    """The matters in a question that a person must answer."""
    plain = " ".join(words_of(text.replace("-", " ")))
    return tuple(
        matter
        for matter, marks in SENSITIVE.items()
        if any(re.search(rf"\b{re.escape(mark.replace('-', ' '))}\b", plain) for mark in marks)
    )


def outcome_of(hits: Sequence[Hit], *, by_meaning: bool, matters: Collection[str]) -> Outcome:
    """Draft, related passages only, nothing, or a person. Scores tell an absent topic, not an absent answer."""
    if matters:
        return Outcome.PERSON
    if not hits:
        return Outcome.NOTHING
    cover = max(hit.cover for hit in hits[:5])
    if not by_meaning:
        if cover >= BY_WORDS:
            return Outcome.DRAFT
        return Outcome.RELATED if cover >= BY_WORDS_RELATED else Outcome.NOTHING
    cosine = max((hit.cosine or 0.0 for hit in hits[:5]), default=0.0)
    if cosine + COVER_SHARE * cover >= BOTH:
        return Outcome.DRAFT
    return Outcome.RELATED if cosine >= COSINE_RELATED or cover >= BY_WORDS_RELATED else Outcome.NOTHING


def check_open(state: QuestionState, *wanted: QuestionState) -> None:
    """Raises Problem("questions.over") when the question stands elsewhere already."""
    if state not in wanted:
        raise Problem(
            "questions.over",
            what=Sentence("This question stands elsewhere by now."),
            why=Sentence("Its reply was accepted, sent, or it was closed; perhaps by somebody else just now."),
            next_step=Sentence("Open it to see who did what."),
            kind=Kind.CONFLICT,
        )


def check_reply(text: str) -> None:
    """Raises Problem("questions.reply_empty") for a reply without words, or too long."""
    if not text.strip() or len(text) > LONGEST_REPLY:
        raise Problem(
            "questions.reply_empty",
            what=Sentence("Write the reply, in at most {n} characters.", n=LONGEST_REPLY),
            why=Sentence("An empty reply answers nobody."),
            next_step=Sentence("Put the sentences back, or close the question without a reply."),
            fields={"reply": Sentence("Write the reply.")},
        )


def check_stood_by(checked: Sequence[Checked], stood_by: Collection[str]) -> None:
    """Raises Problem("questions.sentences_unread") while a sentence that does not hold was not stood by, by name."""
    left = [each for each in checked if each.standing is not Standing.HOLDS and each.text not in stood_by]
    if left:
        first = left[0]
        raise Problem(
            "questions.sentences_unread",
            what=Sentence("One sentence is not borne out by its source.")
            if len(left) == 1
            else Sentence("{n} sentences are not borne out by their sources.", n=len(left)),
            why=Sentence("“{text}” {why}", text=first.text[:120], why=first.why[0] if first.why else ""),
            next_step=Sentence("Change it, take it out, or tick that you have checked it and stand by it."),
            kind=Kind.CONFLICT,
            fields={"stand_by": Sentence("Tick each sentence you have checked and stand by.")},
        )


def check_newsletter(title: str, points: Sequence[str]) -> None:
    """Raises Problem("newsletters.unclear") without a title or anything to speak of."""
    fields: dict[str, Sentence | str] = {}
    if not title.strip() or len(title) > LONGEST_TITLE:
        fields["title"] = Sentence("Give it a title of at most {n} characters.", n=LONGEST_TITLE)
    if not points or len(points) > MOST_POINTS or any(len(each) > LONGEST_POINT for each in points):
        fields["points"] = Sentence("Write one to {n} lines of at most {m} characters.", n=MOST_POINTS, m=LONGEST_POINT)
    if fields:
        raise Problem(
            "newsletters.unclear",
            what=Sentence("Say what the newsletter should speak of."),
            why=Sentence("Each line is looked up in what is approved, and quoted with its source."),
            next_step=Sentence("Write a title, and one line for each thing families should know."),
            fields=fields,
        )


def check_wrong(wrong: str) -> str:
    """What was wrong, trimmed. Raises Problem("corrections.unclear")."""
    said = wrong.strip()
    if not said or len(said) > LONGEST_WRONG:
        raise Problem(
            "corrections.unclear",
            what=Sentence("Say what was wrong, in at most {n} characters.", n=LONGEST_WRONG),
            why=Sentence("Whoever looks at the source again, and whoever tells the readers, begins from it."),
            next_step=Sentence("One or two sentences are enough."),
            fields={"wrong": Sentence("Say what was wrong.")},
        )
    return said


def correction_over() -> Problem:
    """A step of a correction at the wrong time."""
    return Problem(
        "corrections.over",
        what=Sentence("This correction stands elsewhere by now."),
        why=Sentence("First what is right is written, then its readers are told; perhaps somebody else just did."),
        next_step=Sentence("Open it to see who did what."),
        kind=Kind.CONFLICT,
    )
