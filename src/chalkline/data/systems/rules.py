"""Whether what is said of a system can stand. Pure."""

from __future__ import annotations

from collections.abc import Collection

from chalkline.data.systems.words import Hosting, SystemKind, Told
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

NAME_LIMIT, TEXT_LIMIT = 120, 1000


def check_told(told: Told, known: Collection[str], *, owner_works_here: bool, steward_works_here: bool) -> None:
    """Raises Problem("systems.incomplete") with a sentence for each field that is missing or wrong."""
    wrong: dict[str, Sentence | str] = {}
    if not told.name.strip() or len(told.name) > NAME_LIMIT:
        wrong["name"] = Sentence("Give its name, in at most {n} letters.", n=NAME_LIMIT)
    if told.kind not in set(SystemKind):
        wrong["kind"] = Sentence("Choose what it is for.")
    if told.hosting not in set(Hosting):
        wrong["hosting"] = Sentence("Choose where it runs.")
    if not owner_works_here:
        wrong["owner"] = Sentence("Name somebody who works here, by their e-mail address.")
    if told.steward.strip() and not steward_works_here:
        wrong["steward"] = Sentence("Name somebody who works here, or nobody.")
    if set(told.elements) - set(known):
        wrong["elements"] = Sentence("Choose from the list.")
    for name in ("vendor", "kept_for", "notes"):
        if len(getattr(told, name)) > TEXT_LIMIT:
            wrong[name] = Sentence("Keep to {n} letters.", n=TEXT_LIMIT)
    if wrong:
        raise Problem(
            "systems.incomplete",
            what=Sentence("This system cannot be put on the map yet."),
            why=Sentence("Somebody must answer for each place where data is held, and be found."),
            next_step=Sentence("Look at the marked fields."),
            fields=wrong,
        )


def name_taken(name: str) -> Problem:
    return Problem(
        "systems.name_taken",
        what=Sentence("There is a system called {name} already.", name=name),
        why=Sentence("Two of one name would be mixed up in every flow."),
        next_step=Sentence("Open that one, or choose another name."),
        kind=Kind.CONFLICT,
        fields={"name": Sentence("Choose another name.")},
    )


def retired() -> Problem:
    return Problem(
        "systems.retired",
        what=Sentence("This system is no longer in use."),
        why=Sentence("What is over is kept as it was."),
        next_step=Sentence("Put a system of today on the map."),
        kind=Kind.CONFLICT,
    )
