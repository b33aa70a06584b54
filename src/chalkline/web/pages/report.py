"""Report: what can be shown, to whom, and where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.routes import Request, address_of, page


@dataclass(frozen=True)
class Shown:
    """Something that can be shown: where, what it is, for whom."""

    title: Sentence
    url: str
    detail: Sentence
    chip: Sentence


@page("report/", name="report.home", permission="ledger.see")
def home(request: Request) -> HttpResponse:
    """The ways to show what is decided and done; each leads to a page that prints as a handout."""
    return render(request, "report.html", {"items": list(_items(request.actor))})


def _items(actor: Actor) -> Iterator[Shown]:
    yield Shown(
        Sentence("The public register"),
        address_of("register.home"),
        Sentence("Every approved use, by grade and school: for whom, what for, with which data, until when."),
        Sentence("for families"),
    )
    if actor.may("data.see"):
        yield Shown(
            Sentence("Data and tools"),
            address_of("data.home"),
            Sentence("Which data goes to which tool, under which decision, and what agreement covers it."),
            Sentence("for the district"),
        )
    if actor.may("decisions.see") and address_of("decisions.home"):
        yield Shown(
            Sentence("Decisions"),
            address_of("decisions.home"),
            Sentence("What committees decided, by what vote and for what reason."),
            Sentence("for the board"),
        )
    yield Shown(
        Sentence("The ledger"),
        address_of("ledger.home"),
        Sentence("Everything that was decided and done, in order, and how anyone can check it."),
        Sentence("for auditors"),
    )
