"""How much care a matter needs: green, yellow, red, in words and with a tone."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence


@dataclass(frozen=True)
class LightSaid:
    """A light as people read it: the word, the tone of its chip, what it means here."""

    word: Sentence
    adjective: Sentence
    tone: str
    meaning: Sentence


LIGHTS: dict[str, LightSaid] = {
    "green": LightSaid(
        Sentence("Green"),
        Sentence("green"),
        "ok",
        Sentence("Usual care: little risk while nothing about a student goes in."),
    ),
    "yellow": LightSaid(
        Sentence("Yellow"),
        Sentence("yellow"),
        "attend",
        Sentence("More care: student data or an effect on students, so reviews and the committee look closely."),
    ),
    "red": LightSaid(
        Sentence("Red"),
        Sentence("red"),
        "stop",
        Sentence("AI has no part in this, unless the committee decides on an exception."),
    ),
}


def light_said(light: str) -> LightSaid:
    """The light in words."""
    return LIGHTS[light]
