"""What families say about tools, and what they ask to see. Children are chosen by their place on a list."""

from __future__ import annotations

from typing import Any

from telling.deed import Day, Moment, Named, deed


def _child(moment: Moment, grade: str, place: int) -> Any:
    from chalkline.data.families.api import children

    return children(moment.actor).filter(grade=grade).order_by("sourced_id")[place - 1]


@deed("records what a family said")
def records_a_choice(moment: Moment, *, tool: str, grade: str, child: int, says: str) -> Any:
    """By talk; ``child`` is the how-manieth of the grade, ``says`` yes or no."""
    from chalkline.data.families.api import HeardBy, Said, record_choice
    from chalkline.tools.register.api import registered

    who = _child(moment, grade, child)
    return record_choice(moment.actor, who, registered(tool), Said(says), HeardBy.TALK, now=moment.now)


@deed("writes a letter to a family")
def writes_a_letter(moment: Moment, *, tool: str, grade: str, child: int) -> Any:
    """With a link of its own; the secret of the link is what is named."""
    from chalkline.data.families.api import make_letter
    from chalkline.tools.register.api import registered

    _letter, secret = make_letter(moment.actor, _child(moment, grade, child), [registered(tool)], now=moment.now)
    return secret


@deed("answers the letter")
def answers_the_letter(moment: Moment, *, letter: Named, tool: str, says: str) -> Any:
    """Through its link."""
    from chalkline.data.families.api import Said, answer_letter

    return answer_letter(moment.actor, letter, {tool: Said(says)}, now=moment.now)


@deed("takes down a request to see records")
def takes_down_a_request(moment: Moment, *, about: str, asker: str, reach: str, received_on: Day) -> Any:
    """It came in by telephone or at the counter."""
    from chalkline.data.access.api import AccessAsked, record_access_request

    asked = AccessAsked(about, asker, reach)
    return record_access_request(moment.actor, asked, received_on=received_on, now=moment.now)


@deed("asks to see records")
def asks_to_see_records(moment: Moment, *, about: str, asker: str, reach: str, words: str = "") -> Any:
    """Through the public page."""
    from chalkline.data.access.api import AccessAsked, ask_to_see

    return ask_to_see(moment.actor, AccessAsked(about, asker, reach, words), now=moment.now)


@deed("makes sure who asks")
def makes_sure_who_asks(moment: Moment, *, request: Named, grade: str, child: int, known_by: str) -> Any:
    """Before anything is shown."""
    from chalkline.data.access.api import identify_asker

    return identify_asker(moment.actor, request, _child(moment, grade, child), known_by=known_by, now=moment.now)


@deed("collects what is held")
def collects_what_is_held(moment: Moment, *, request: Named) -> Any:
    """The export of everything held about the child."""
    from chalkline.report.held.api import take_out_what_is_held

    return take_out_what_is_held(moment.actor, request, now=moment.now)


@deed("answers the request to see records")
def answers_the_request(moment: Moment, *, request: Named, how: str) -> Any:
    """And the clock stops."""
    from chalkline.data.access.api import answer_access

    return answer_access(moment.actor, request, how=how, now=moment.now)
