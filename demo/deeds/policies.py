"""Policies that people sign, and how far a class works with AI."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from telling.deed import Day, Moment, Named, deed

MINUTES = b"%PDF-1.4\n% Minutes of a meeting that never took place; the district does not exist.\n"
REVIEWED_AFTER = timedelta(days=1000)


@deed("writes a policy")
def writes_a_policy(
    moment: Moment, *, code: str, title: str, kind: str, binds: list[str], sections: dict[str, str], signed: bool = True
) -> Any:
    """A draft, for every school."""
    from chalkline.govern.policies.api import About, Binds, Drafted, PolicyKind, Section, begin_policy

    text = tuple(Section(heading, words) for heading, words in sections.items())
    drafted = Drafted(text, Binds(frozenset(binds), signed=signed))
    return begin_policy(moment.actor, About(code, title, PolicyKind(kind)), drafted, now=moment.now)


@deed("opens a policy for comment")
def opens_a_policy_for_comment(moment: Moment, *, policy: Named, until: Day) -> Any:
    """Until the end of that day."""
    from chalkline.govern.policies.api import open_comments

    return open_comments(moment.actor, policy, until, now=moment.now)


@deed("comments on a policy")
def comments_on_a_policy(moment: Moment, *, policy: Named, section: int, words: str) -> Any:
    """On a section, by its number."""
    from chalkline.govern.policies.api import comment

    return comment(moment.actor, policy, section, words, now=moment.now)


@deed("answers a comment")
def answers_a_comment(moment: Moment, *, comment: Named, words: str) -> Any:
    """For everybody who reads it."""
    from chalkline.govern.policies.api import answer_comment

    return answer_comment(moment.actor, comment, words, now=moment.now)


@deed("records what the board adopted")
def records_what_the_board_adopted(moment: Moment, *, policy: Named, resolution: str) -> Any:
    """On that day, with the minutes."""
    from chalkline.govern.policies.api import BoardAdoption, Brought, Days, record_board_adoption

    on = moment.now.date()
    adoption = BoardAdoption("Board of Education", on, resolution, Brought(MINUTES, "minutes.pdf"))
    return record_board_adoption(moment.actor, policy, adoption, Days(on, on + REVIEWED_AFTER), now=moment.now)


@deed("adds a policy in Spanish")
def adds_a_policy_in_spanish(moment: Moment, *, policy: Named, title: str, sections: dict[str, str]) -> Any:
    """Section for section."""
    from chalkline.govern.policies.api import Section, translate_version

    text = [Section(heading, words) for heading, words in sections.items()]
    return translate_version(moment.actor, policy, "es", title, text, now=moment.now)


@deed("signs a policy")
def signs_a_policy(moment: Moment, *, policy: Named) -> Any:
    """What they have read."""
    from chalkline.govern.policies.api import sign_policy

    return sign_policy(moment.actor, policy, policy.digest, now=moment.now)


@deed("tells every class of a policy")
def tells_every_class(moment: Moment, *, policy: Named) -> Any:
    """Each class of theirs by the roster."""
    from chalkline.govern.policies.api import tell_class, to_tell

    on, told = moment.now.date(), None
    for version, classes in to_tell(moment.actor):
        for each in classes if version.pk == policy.pk else ():
            told = tell_class(moment.actor, policy, each, on, now=moment.now)
    return told


@deed("sets how far a class works with AI")
def sets_a_level(moment: Moment, *, level: int, called: str, note: str = "") -> Any:
    """Their first class by the roster."""
    from chalkline.publish.expectations.api import Asked, my_classes, set_class_level

    mine = min(my_classes(moment.actor), key=lambda each: each.class_id)
    return set_class_level(moment.actor, mine.class_id, Asked(level, called, note), now=moment.now)
