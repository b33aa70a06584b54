"""What trying a text out says of safety: what a student would read, and who would be told. Nobody is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.timezone import now

from chalkline.kernel.sentences import Sentence
from chalkline.oversee.on_call.api import category_name, chain, facts_of, rota_for
from chalkline.people.api import person_by_id
from chalkline.rulebook.trying import SafetySeen

STOPS = frozenset({"refuse", "help", "alert"})
ACTS: dict[str, tuple[Sentence, Sentence, str]] = {
    "pass": (Sentence("Nothing follows"), Sentence("Nothing in it calls for anything."), "ok"),
    "tell": (Sentence("Recorded"), Sentence("It goes on, and the record of the call names what was found."), "info"),
    "refuse": (Sentence("Refused"), Sentence("It goes no further, and nobody is told."), "stop"),
    "help": (
        Sentence("Answered with help"),
        Sentence("No model is asked. The student reads where to find help."),
        "stop",
    ),
    "alert": (
        Sentence("Answered with help, and a person is told"),
        Sentence("No model is asked. The student reads where to find help, and whoever is on call is told at once."),
        "stop",
    ),
}
LATER = Sentence("A model would take a second look at it, too. It is not asked while you only try.")
FAILED = Sentence("The model that takes a second look did not answer; the words and patterns stand.")


@dataclass(frozen=True)
class SafetyTold:
    """What follows. ``told`` are people, in the order in which they would be told."""

    word: Sentence
    headline: Sentence
    tone: str
    stops: bool
    categories: tuple[Sentence, ...]
    instead: str
    told: tuple[str, ...]
    minutes: int
    second_look: Sentence | None


def safety_told(seen: SafetySeen | None, school: str) -> SafetyTold | None:
    """In words; None where the gateway said nothing of it."""
    if seen is None or seen.act not in ACTS:
        return None
    word, headline, tone = ACTS[seen.act]
    rota = facts_of(rota_for(school)) if seen.act == "alert" else None
    people = [person_by_id(each) for each in chain(rota, now())] if rota else []
    return SafetyTold(
        word=word,
        headline=headline,
        tone=tone,
        stops=seen.act in STOPS,
        categories=tuple(category_name(each) for each in seen.categories),
        instead=seen.instead,
        told=tuple(str(each) for each in people if each),
        minutes=int(rota.after.total_seconds() // 60) if rota else 0,
        second_look={"later": LATER, "failed": FAILED}.get(seen.second_look),
    )
