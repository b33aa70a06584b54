"""The sentences of what is refused about the end of a policy, and about who answers for it."""

from __future__ import annotations

from datetime import date

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence


def repealed(on: date) -> Problem:
    """Something that nobody does with a policy whose end is decided."""
    return Problem(
        "policies.repealed",
        what=Sentence("The end of this policy is decided: {day}.", day=on),
        why=Sentence("What was signed and cited stays as it was; nothing new is added to it."),
        next_step=Sentence("Write a new policy if there shall be one again."),
        kind=Kind.CONFLICT,
    )


def repeal_under_way() -> Problem:
    """Somebody proposed the end of it already."""
    return Problem(
        "policies.repeal_under_way",
        what=Sentence("It is proposed to repeal this policy."),
        why=Sentence("Whether it ends is decided before anything else about it is."),
        next_step=Sentence("Wait for that decision, or withdraw the proposal while it is on no agenda."),
        kind=Kind.CONFLICT,
    )


def nothing_to_repeal() -> Problem:
    """A policy that nobody adopted."""
    return Problem(
        "policies.nothing_to_repeal",
        what=Sentence("No version of this policy was adopted."),
        why=Sentence("Only what holds can be repealed."),
        next_step=Sentence("Leave the draft as it is: it binds nobody."),
        kind=Kind.CONFLICT,
    )


def repeal_not_now() -> Problem:
    """A step that does not follow from where the repeal is."""
    return Problem(
        "policies.repeal_not_now",
        what=Sentence("That is not the next step for this repeal."),
        why=Sentence("A repeal is proposed, then decided on by the body that adopted the text."),
        next_step=Sentence("Open the policy to see what comes next."),
        kind=Kind.CONFLICT,
    )


def another_body(body: str) -> Problem:
    """Who did not adopt it would end it."""
    return Problem(
        "policies.another_body",
        what=Sentence("The {body} adopted this policy, so it decides on its end.", body=body),
        why=Sentence("A text ends the way it began; otherwise one body would undo what another decided."),
        next_step=Sentence("Put it before the {body}.", body=body),
        kind=Kind.CONFLICT,
    )


def own_repeal() -> Problem:
    """Whoever proposed the end would also say that it was decided."""
    return Problem(
        "policies.own_repeal",
        what=Sentence("Somebody else has to record what the board decided."),
        why=Sentence("You proposed this repeal. Nobody ends a policy alone."),
        next_step=Sentence("Ask another person who may record adoptions."),
        kind=Kind.NOT_ALLOWED,
    )


def not_an_owner(name: str) -> Problem:
    """Somebody who cannot answer for a policy."""
    said = Sentence("Choose somebody who works here and may write policies.")
    return Problem(
        "policies.not_an_owner",
        what=Sentence("{name} cannot answer for a policy.", name=name) if name else said,
        why=Sentence("Whoever answers for it answers comments and brings changes to a decision."),
        next_step=Sentence("Give them a role first, or name another person."),
        fields={"email": said},
    )


def owned_already(name: str) -> Problem:
    """The one who has it."""
    said = Sentence("{name} answers for it already.", name=name)
    return Problem(
        "policies.owned_already",
        what=said,
        why=Sentence("Nothing would change."),
        next_step=Sentence("Name another person."),
        fields={"email": said},
    )
