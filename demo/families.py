"""What families and staff did: two answers about a tool, a request to see, and the training of autumn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from history import ANDERS, BRIANNA, ITZEL, JAMES, ZOE, who


def tell(calendar: Any) -> None:
    """All of it, by the people who answer for it."""
    hear(calendar)
    ask_to_see(calendar)
    train(calendar)


def hear(calendar: Any) -> None:
    """A mother calls the school; another family answers a letter; a third letter waits."""
    from chalkline.data.families.api import HeardBy, Said, answer_letter, children, make_letter, record_choice
    from chalkline.people.api import system_actor
    from chalkline.tools.register.api import registered

    principal, tool = who(JAMES), registered("magicschool")
    first, second, third = children(principal).filter(grade="07").order_by("sourced_id")[:3]
    record_choice(principal, first, tool, Said.NO, HeardBy.TALK, now=calendar.ago(12))
    _letter, secret = make_letter(principal, second, [tool], now=calendar.ago(10))
    answer_letter(system_actor("letter"), secret, {tool.slug: Said.YES}, now=calendar.ago(8))
    make_letter(principal, third, [tool], now=calendar.ago(3))


def ask_to_see(calendar: Any) -> None:
    """One request that came in on the public page, and one that was answered within a week."""
    from chalkline.data.access.api import (
        AccessAsked,
        answer_access,
        ask_to_see,
        export_held,
        identify_asker,
        record_access_request,
    )
    from chalkline.data.families.api import children
    from chalkline.people.api import system_actor

    officer = who(ITZEL)
    child = children(officer).filter(grade="07").order_by("sourced_id")[0]
    school = child.school.name if child.school else ""
    asked = record_access_request(
        officer,
        AccessAsked(f"{child}, grade 7, {school}", "Her mother", "555-0104"),
        received_on=calendar.ago(30).date(),
        now=calendar.ago(30),
    )
    asked = identify_asker(
        officer, asked, child, known_by="School records name her; she came in person.", now=calendar.ago(28)
    )
    export_held(officer, asked, now=calendar.ago(25))
    answer_access(officer, asked, how="Printed, handed over and explained.", now=calendar.ago(24))
    about_another = AccessAsked(
        "My son in grade 6 at Juniper",
        "Ravi Menon, father",
        "ravi@family.example",
        "What the tool knows of him.",
    )
    ask_to_see(system_actor("public"), about_another, now=calendar.ago(19))


def train(calendar: Any) -> None:
    """The training day of October, and one that has run out."""
    from chalkline.rollout.training.api import offer_course, record_completions

    coordinator = who(BRIANNA)
    basics = offer_course(
        coordinator,
        title="AI basics for staff",
        where="Two hours, online at any time; together on each training day in the library.",
        months=12,
        now=calendar.ago(52),
    )
    day = calendar.now - timedelta(days=40)
    record_completions(coordinator, basics, [ANDERS, JAMES], completed_on=day.date(), now=calendar.ago(39))
    long_ago = calendar.now - timedelta(days=400)
    record_completions(coordinator, basics, [ZOE], completed_on=long_ago.date(), now=calendar.ago(39))
