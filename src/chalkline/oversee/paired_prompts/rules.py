"""Whether a check may begin. Pure."""

from __future__ import annotations

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

MOST_REPEATS = 10
LONGEST_MAKERS = 190  # letters of their names together
FEWEST_ANSWERED = 0.8  # of all: with fewer, what is missing could be the difference


def check_begin(model: str, is_set: bool, repeats: int, has_key: bool) -> None:
    """Raise Problem: paired_prompts.unclear, paired_prompts.no_key."""
    if not model.strip() or not is_set or not 0 < repeats <= MOST_REPEATS:
        raise Problem(
            "paired_prompts.unclear",
            what=Sentence(
                "A check needs a model, a set of requests, and how often they are put: 1 to {n}.", n=MOST_REPEATS
            ),
            why=Sentence("Every name gets every request that often."),
            next_step=Sentence("Choose them and begin."),
            fields={"model": Sentence("Choose a model.")} if not model.strip() else {},
        )
    if not has_key:
        raise Problem(
            "paired_prompts.no_key",
            what=Sentence("No key for checking models is set up."),
            why=Sentence("The check calls the gateway as any caller does, under an approved use of its own."),
            next_step=Sentence(
                "Issue a key of that use, and let the operator put it into the key folder: paired.token."
            ),
            kind=Kind.CONFLICT,
        )


def could_say(answered: int, total: int) -> bool:
    """Whether enough of a check was answered to look at it."""
    return answered >= FEWEST_ANSWERED * total


def with_maker(known: str, made: str) -> str:
    """Everything that answered so far, each once: behind one name several models may answer."""
    names = [each for each in known.split(", ") if each]
    if not made or made in names or len(known) + len(made) > LONGEST_MAKERS:
        return known
    return ", ".join(sorted([*names, made]))
