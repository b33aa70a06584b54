"""What the pages of Discover say: tones of standings, the headline, what needs a person first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from chalkline.discover.findings.api import Audit, Reach, younger_than
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.protect.disclosure import Cell, Shown
from chalkline.rulebook.api import Standing
from chalkline.tools.register.api import AiScope
from chalkline.web.routes import address_of, routes
from chalkline.web.templatetags.saying import count, say_date

TONES: dict[Standing, str] = {
    Standing.COVERED: "ok",
    Standing.CANNOT_TELL: "info",
    Standing.OUTSIDE_TERMS: "attend",
    Standing.UNAPPROVED: "attend",
    Standing.ENDED: "stop",
    Standing.SUSPENDED: "stop",
    Standing.DECLINED: "stop",
    Standing.NEVER: "stop",
}
PARTS = (
    ("discover.home", Sentence("What is in use")),
    ("discover.triage", Sentence("Triage")),
    ("discover.logs", Sentence("Logs")),
    ("tools.home", Sentence("All tools")),
)
MOST_FIRST = 4


@dataclass(frozen=True)
class First:
    """One thing to act on first."""

    title: Sentence
    detail: Sentence
    due: str
    action: Sentence
    url: str
    late: bool = False


def tabs(request: HttpRequest, actor: Actor, here: str) -> list[dict[str, Any]]:
    """The parts of Discover that this person may open."""
    declared = routes()
    return [
        {"label": label, "url": address_of(name), "current": name == here, "count": None}
        for name, label in PARTS
        if name in declared and actor.could(declared[name].permission)
    ]


def number(cell: Cell) -> int | None:
    """What may be shown, None where nothing may."""
    return cell.count if isinstance(cell, Shown) else None


def core_of(found: Audit) -> list[Reach]:
    """Services of which every visit is AI use."""
    return [each for each in found.services if each.ai_scope == AiScope.CORE]


def headline(found: Audit) -> Sentence:
    """The finding in one sentence."""
    tools = core_of(found)
    people = (number(found.core.users) or number(found.core.people)) if found.core else None
    bare = sum(each.standing in BARE for each in tools)
    outside = sum(each.standing is Standing.OUTSIDE_TERMS for each in tools)
    if people is None:
        return Sentence("{tools} AI tools are in use, by few people.", tools=len(tools))
    if bare == len(tools):
        return Sentence(
            "{people} people used {tools} AI tools. None of them has been approved.",
            people=count(people),
            tools=len(tools),
        )
    if bare:
        return Sentence(
            "{people} people used {tools} AI tools. {bare} of them nobody has approved.",
            people=count(people), tools=len(tools), bare=bare,
        )  # fmt: skip
    if outside:
        return Sentence(
            "{people} people used {tools} AI tools, all approved; {outside} of them also outside their terms.",
            people=count(people), tools=len(tools), outside=outside,
        )  # fmt: skip
    return Sentence(
        "{people} people used {tools} AI tools, and an approved use covers each, as far as logs can show.",
        people=count(people), tools=len(tools),
    )  # fmt: skip


LATE = {
    Standing.DECLINED: Sentence("It was declined, and is still in use"),
    Standing.SUSPENDED: Sentence("It is stopped, and still in use"),
    Standing.ENDED: Sentence("Its approval has ended, and it is still in use"),
    Standing.NEVER: Sentence("It is used for a matter that AI has no part in here"),
}
SAID_NO = Sentence("The committee said no to it, and it is still in use")
BARE = {Standing.UNAPPROVED, *LATE}


def numbers(found: Audit) -> list[dict[str, Any]]:
    """The strip: four numbers, each with what it means."""
    core = found.core
    tools = core_of(found)
    bare = sum(each.standing in BARE for each in tools)
    strip = [
        _used(core),
        {"figure": str(len(tools)), "what": Sentence("AI tools in use"), "url": "#tools",
         "note": Sentence("{n} without approval", n=bare) if bare else Sentence("all approved"),
         "note_tone": "attend" if bare else ""},
        _figure(core.blocked if core else Shown(0), Sentence("visits were blocked"), url="#blocked"),
    ]  # fmt: skip
    if found.feature:
        what = Sentence("people used products with AI in them")
        strip.append(_figure(found.feature.people, what, url="#feature"))
    return strip


def _used(core: Reach | None) -> dict[str, Any]:
    """People who used AI; those who were blocked each time stand beside them."""
    if core is None:
        return _figure(Shown(0), Sentence("people used an AI tool"))
    users, people = number(core.users), number(core.people)
    if not users or people is None:
        return _figure(core.people, Sentence("people visited an AI tool"))
    note = Sentence("{n} more were blocked each time", n=count(people - users)) if people > users else ""
    return {**_figure(core.users, Sentence("people used an AI tool")), "note": note}


def _figure(cell: Cell, what: Sentence, *, url: str = "") -> dict[str, Any]:
    shown = number(cell)
    return {"figure": "·" if shown is None else count(shown), "what": what, "url": url}


def first_things(found: Audit, actor: Actor) -> list[First]:
    """What needs a person before anything else: at most four, the gravest first, each tool once."""
    tools = core_of(found)
    things = [
        *(_thing(each, LATE[each.standing], late=True) for each in tools if each.standing in LATE),
        *(_thing(each, SAID_NO, late=True) for each in tools if each.said_no),
        *(
            _too_young(each)
            for each in sorted(tools, key=lambda each: -(each.terms_age_min or 0))
            if younger_than(each.terms_age_min, each.student_bands)
        ),
        *(
            _thing(each, Sentence("Approved, but used outside its terms"))
            for each in tools
            if each.standing is Standing.OUTSIDE_TERMS
        ),
        *(
            _thing(each, Sentence("It reaches most people of all that nobody approved"))
            for each in [each for each in tools if each.standing is Standing.UNAPPROVED][:1]
        ),
    ]
    if found.proposed and actor.may("discover.triage"):
        things.insert(MOST_FIRST - 1, _unknown_addresses(len(found.proposed)))
    once: dict[str, First] = {}
    for thing in things:
        once.setdefault(thing.url, thing)
    return list(once.values())[:MOST_FIRST]


def _unknown_addresses(n: int) -> First:
    return First(
        Sentence("{n} web addresses sound like AI and are in no catalogue", n=n),
        Sentence("Some may be harmless, some a trap that looks like a tool people know."),
        "",
        Sentence("Look at them"),
        f"{address_of('discover.triage')}?findings-kind=host",
    )


def _too_young(each: Reach) -> First:
    title = Sentence(
        "{tool}: its makers ask for age {age}, and younger students use it", tool=each.name, age=each.terms_age_min
    )
    return First(title, where_used(each), _people(each), Sentence("Look at it"), _page(each), True)


def _thing(each: Reach, what: Sentence, *, late: bool = False) -> First:
    title = Sentence("{tool} ({vendor})", tool=each.name, vendor=each.vendor)
    detail = Sentence("{what}. {where}", what=what, where=where_used(each))
    return First(title, detail, _people(each), Sentence("Look at it"), _page(each), late)


def where_used(each: Reach) -> Sentence:
    """At how many schools."""
    if number(each.people) is None:
        return Sentence("Few people use it.")
    return Sentence("In use at {n} schools.", n=each.schools) if each.schools > 1 else Sentence("In use at one school.")


def _people(each: Reach) -> str:
    shown = number(each.people)
    return "" if shown is None else str(Sentence("{n} people", n=count(shown)))


def _page(each: Reach) -> str:
    return address_of("tools.show", each.slug)


def period(found: Audit) -> Sentence | None:
    """At how many schools, and which days the logs cover."""
    if found.period is None:
        return None
    first, last = (say_date(day) for day in found.period)
    if found.core and found.core.schools > 1:
        return Sentence("At {n} schools, by logs of {first} to {last}.", n=found.core.schools, first=first, last=last)
    return Sentence("By logs of {first} to {last}.", first=first, last=last)
