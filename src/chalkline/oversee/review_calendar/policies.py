"""Policies on the calendar: each adopted text is looked at again by the day that its adoption named.

Nobody looking ends nothing: a text that a board adopted holds until a body adopts another. It stands as overdue.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from chalkline.govern.policies.api import keep_policy, policy_by_id, version_to_sign, versions_in_force
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.review_calendar.registering import reviewable
from chalkline.oversee.review_calendar.words import Offered
from chalkline.people.api import Actor, system_actor

CALENDAR = system_actor("calendar")


def texts_offered(on: date) -> Iterator[Offered]:
    """The text of each policy that holds. Its owner is who answers for it."""
    for version in versions_in_force(on):
        policy = version.policy
        assert version.review_on  # adopted versions have one
        title = str(Sentence("{code}: {title}", code=policy.code, title=policy.title))
        yield Offered("policy", str(policy.pk), title, version.review_on, owner_id=str(policy.owner_id))


def wrote_it(person_id: str, policy_id: str) -> bool:
    """Whether somebody wrote the text: then somebody else finds that it goes on."""
    version = version_to_sign(policy_by_id(CALENDAR, policy_id))
    return version is not None and person_id in version.writers


def keep_a_text(actor: Actor, policy_id: str, next_on: date, now: datetime) -> object:
    """By its own command."""
    return keep_policy(actor, policy_by_id(actor, policy_id), next_on, now=now)


reviewable(
    "policy",
    Sentence("Policy text"),
    offer=texts_offered,
    is_party=wrote_it,
    go_on=keep_a_text,
    needs="policies.keep",
    if_missed=Sentence(
        "If nobody looks at it by {day}, it goes on as it was adopted, and stands here as overdue. What is to change, "
        "a body adopts."
    ),
    page="policies.show",
)
