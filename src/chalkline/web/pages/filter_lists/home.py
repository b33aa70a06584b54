"""Filter lists: which edition is in force, what publishing would change, and the lists of each audience."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, names_of
from chalkline.publish.filter_lists.api import (
    COURSE_NAMES,
    FORMS,
    GROUPS,
    MAPPED,
    MATTER_NAMES,
    TRIED_NAMES,
    Edition,
    Lists,
    Look,
    Matter,
    Tried,
    Why,
    audience_by_key,
    audiences,
    choices_in_force,
    chosen_last,
    draft,
    edition_in_force,
    edition_waiting,
    editions,
    feeds,
    is_over,
    layouts,
    lists_now,
    sheet_for,
    state_of,
    stopped,
    unpublished,
)
from chalkline.publish.filter_lists.api import STATE_NAMES as STATES
from chalkline.web.pages.filter_lists.telling import (
    COURSE_TONES,
    STATE_TONES,
    counts_of,
    holdings_told,
    name_of,
    why_of,
)
from chalkline.web.pages.protect.telling import tabs
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Filter, Link, Status, Table

TRIED_TONES = {Tried.WITH_IT: "ok", Tried.READ_BACK: "quiet", Tried.NOT_LIVE: "attend"}

LONGEST_PLACE = 200


@page("protect/filter-lists/", name="filter_lists.home", permission="filter_lists.see")
def home(request: Request) -> HttpResponse:
    """What is in force, what has been stopped since, what publishing would change, for whom."""
    actor = request.actor
    current, candidate = edition_in_force(), edition_waiting(actor)
    trouble, look = _looked(actor)
    now = lists_now() if current and not trouble else None
    lists = now or (look.lists if look else None)
    held = holdings_told(actor) if now else []
    return render(
        request,
        "filter_lists/home.html",
        {
            "tabs": tabs(request, actor, "filter_lists.home"),
            "current": current,
            "people": _people(current),
            "candidate": candidate,
            "candidate_by": names_of([candidate.prepared_by])[candidate.prepared_by] if candidate else "",
            "candidate_is_mine": bool(candidate and candidate.prepared_by == actor.id),
            "trouble": trouble,
            "changes": len({each.slug for each in look.changes}) if look else 0,
            "is_new": bool(look and (look.is_new or not current)),
            "stopped": _stopped(actor) if now else [],
            "audiences": _audiences(actor, lists) if lists else [],
            "is_draft": now is None,
            "choices": _choices(actor),
            "holdings": held if now else [],
            "broken": [each for each in held if not each["holds"] and each["is_counted"]],
            "few": [each for each in held if not each["holds"] and not each["is_counted"]],
            "reached": sum(each["denied"] and not each["holds"] for each in held),
            "may_see_feeds": actor.may("feeds.see"),
            **_feeds(actor, current.number if current else 0),
            "may_choose": actor.may("filter_lists.choose"),
            "may_prepare": actor.may("filter_lists.prepare"),
            "may_activate": actor.may("filter_lists.activate"),
            "editions": [_edition(each) for each in editions(actor).exclude(activated_at=None)[:6]],
        },
    )


@page("protect/filter-lists/for/<slug:key>/", name="filter_lists.audience", permission="filter_lists.see")
def audience(request: Request, key: str) -> HttpResponseBase:
    """The lists of one audience: every tool with its course and why, and what cannot be told apart by its host."""
    actor = request.actor
    lists = lists_now() if edition_in_force() else draft()
    found = audience_by_key(actor, lists, key)
    sheet = sheet_for(lists, found.cells)
    # What somebody decided comes first: hundreds of services that nobody here has met would hide it.
    rows = sorted(
        sheet.outcomes.items(),
        key=lambda each: (each[1].why in (Why.UNAPPROVED, Why.PART), lists.tools[each[0]].name.casefold()),
    )
    table = Table(
        request,
        "tools",
        caption=name_of(found),
        columns=[
            Column("name", _("Tool")),
            Column("course", _("What happens")),
            Column("why", _("Why")),
            Column("hosts", _("Web addresses")),
        ],
        rows=rows,
        row=lambda each: [
            Link(lists.tools[each[0]].name, address_of("tools.show", each[0]), ""),
            Status(COURSE_NAMES[each[1].course], COURSE_TONES[each[1].course]),
            why_of(each[1]),
            ", ".join(lists.tools[each[0]].domains),
        ],
        search=lambda shown, words: [
            each for each in shown if words.casefold() in f"{lists.tools[each[0]].name} {each[0]}".casefold()
        ],
        filters=[
            Filter(
                "course",
                _("What happens"),
                [(course.value, name) for course, name in COURSE_NAMES.items()],
                lambda shown, value: [each for each in shown if each[1].course.value == value],
            )
        ],
    )
    if table.wants_file:
        return table.file()
    place = " ".join(request.GET.get("place", "").split())[:LONGEST_PLACE]
    context = {
        "audience": found,
        "title": name_of(found),
        "sheet": sheet,
        "table": table,
        "counts": counts_of(sheet.outcomes.values()),
        "is_draft": edition_in_force() is None,
        "forms": _forms(actor, key, place),
        "place": place,
        "may_open_feed": actor.may("feeds.open"),
    }
    return render(request, "filter_lists/audience.html", context)


def _forms(actor: Actor, key: str, place: str) -> list[dict[str, Any]]:
    """Every form in which these lists can be taken, with how far it was tried; ``place`` is written into them."""
    at = f"&{urlencode({'place': place})}" if place else ""
    base = address_of("filter_lists.file", key)
    known = [
        {
            "name": form.name,
            "use": form.use,
            "url": f"{base}?form={form.id}{at}",
            "tried": TRIED_NAMES[form.tried],
            "tone": TRIED_TONES[form.tried],
        }
        for form in FORMS.values()
    ]
    told = [
        {
            "name": each.name,
            "use": Sentence("A table in the columns that were told here."),
            "url": f"{base}?form={MAPPED}:{each.pk}{at}",
            "tried": TRIED_NAMES[Tried.NOT_LIVE],
            "tone": TRIED_TONES[Tried.NOT_LIVE],
        }
        for each in layouts(actor)
    ]
    return known + told


def _feeds(actor: Actor, number: int) -> dict[str, int]:
    """How many appliances fetch for themselves, and how many are behind."""
    if not actor.may("feeds.see"):
        return {}
    now = utc_now()
    open_ = [each for each in feeds(actor) if not is_over(each, now)]
    return {"feeds": len(open_), "behind": sum(each.edition < number for each in open_)}


def _looked(actor: Actor) -> tuple[Problem | None, Look | None]:
    try:
        return None, unpublished(actor)
    except Problem as problem:
        return problem, None


def _people(edition: Edition | None) -> dict[str, str]:
    if edition is None:
        return {}
    names = names_of([edition.prepared_by, edition.activated_by])
    return {"prepared": names[edition.prepared_by], "activated": names[edition.activated_by]}


def _stopped(actor: Actor) -> list[dict[str, Any]]:
    current = edition_in_force()
    if current is None:
        return []
    names = lists_now().tools
    return [
        {"title": names[slug].name, "url": address_of("tools.show", slug), "detail": why_of(outcome)}
        for slug, outcome in sorted(stopped(actor).items())
    ]


def _audiences(actor: Actor, lists: Lists) -> list[dict[str, Any]]:
    return [
        {
            "name": name_of(each),
            "url": address_of("filter_lists.audience", each.key),
            "counts": counts_of(sheet_for(lists, each.cells).outcomes.values()),
        }
        for each in audiences(actor, lists)
    ]


def _choices(actor: Actor) -> dict[str, Any]:
    chosen, last = choices_in_force(), chosen_last(actor)
    return {
        "rows": [
            (MATTER_NAMES[matter], [(COURSE_NAMES[chosen[g, matter]], COURSE_TONES[chosen[g, matter]]) for g in GROUPS])
            for matter in Matter
        ],
        "by": names_of([last.chosen_by])[last.chosen_by] if last else "",
        "at": last.chosen_at if last else None,
        "reason": last.reason if last else "",
    }


def _edition(edition: Edition) -> dict[str, Any]:
    state = state_of(edition)
    return {"edition": edition, "state": STATES[state], "tone": STATE_TONES[state]}
