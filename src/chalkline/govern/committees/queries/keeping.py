"""Whether what people keep has somebody who sees to it, by a day. Shared by motions and by what one person decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chalkline.govern.committees.rules import kept_by_people
from chalkline.govern.committees.words import Keeper
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import EMPLOYED, actor_of_person, person_by_id
from chalkline.rulebook.api import Condition


def what_keeping_lacks(
    conditions: Iterable[Condition], keepers: Iterable[Keeper], *, first: date, last: date | None
) -> Sentence | None:
    """What is wrong with who keeps what; None where everything that people keep has a name and a day."""
    named = {each.condition: each for each in keepers}
    for each in kept_by_people(conditions):
        keeper = named.get(each.text)
        if keeper is None:
            return Sentence("Say who sees to what people keep, and by which day: “{text}”", text=each.text)
        if not _works_here(keeper.person_id):
            return Sentence("Choose somebody who works here to see to “{text}”", text=each.text)
        if last and not first <= keeper.due_on <= last:
            return Sentence("Choose a day from {first} to {last} for “{text}”", first=first, last=last, text=each.text)
    return None


def _works_here(person_id: str) -> bool:
    person = person_by_id(person_id)
    return person is not None and person.is_active and bool(actor_of_person(person).roles & EMPLOYED)
