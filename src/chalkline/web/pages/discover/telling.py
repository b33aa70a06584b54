"""What the pages of Discover say: tones of standings, the headline, what needs a person first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from chalkline.discover.findings.api import BARE, Audit, Reach, core_in_use
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.protect.disclosure import Cell, Shown
from chalkline.rulebook.api import Standing
from chalkline.web.routes import address_of, routes
from chalkline.web.templatetags.saying import count

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
    ("discover.audits", Sentence("Audits taken")),
    ("discover.logs", Sentence("Logs")),
    ("surveys.home", Sentence("Surveys")),
    ("tools.home", Sentence("All tools")),
    ("evaluations.home", Sentence("Vendors")),
)


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


def numbers(found: Audit) -> list[dict[str, Any]]:
    """The strip: people, students and staff apart, tools, schools, and what was blocked."""
    core, tools = found.core, core_in_use(found)
    bare = sum(each.standing in BARE for each in tools)
    people = _used(core)
    students = core.students if core else Shown(0)
    strip = [
        people,
        {**_figure(students, Sentence("of them students, allowed or blocked"), url="#groups"),
         "note": _staff(core) if core else ""},
        {"figure": str(len(tools)), "what": Sentence("AI tools in use"), "url": "#tools",
         "note": Sentence("{n} without approval", n=bare) if bare else Sentence("all approved"),
         "note_tone": "attend" if bare else ""},
        {"figure": str(core.schools if core else 0), "what": Sentence("schools"), "url": "#where"},
        _figure(core.blocked if core else Shown(0), Sentence("visits were blocked"), url="#blocked"),
    ]  # fmt: skip
    if found.feature:
        what = Sentence("people used products with AI in them")
        strip.append(_figure(found.feature.people, what, url="#feature"))
    return strip


def _staff(core: Reach) -> Sentence | str:
    """Those who are no students: staff, and accounts that are not on the roster."""
    people, students = number(core.people), number(core.students)
    if people is None or students is None or people <= students:
        return ""
    return Sentence("{n} are staff or not on the roster", n=count(people - students))


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


def where_used(each: Reach) -> Sentence:
    """At how many schools."""
    if number(each.people) is None:
        return Sentence("Few people use it.")
    return Sentence("In use at {n} schools.", n=each.schools) if each.schools > 1 else Sentence("In use at one school.")


def terms_said(each: Reach) -> Sentence | str:
    """Which terms of its approved use it is outside of."""
    return Sentence("{terms}", terms=each.terms) if each.terms else ""
