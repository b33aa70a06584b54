"""A binding act, shown before it happens: what will follow, what has to be said with it, and only then the doing.

Refuses to act on a first look: a page of an act does nothing until its button is pressed.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from chalkline.kernel.problem import Kind, Problem
from chalkline.web.routes import Request, View, page
from chalkline.web.templatetags.saying import said

T = TypeVar("T")


@dataclass(frozen=True)
class Ask:
    """What has to be said with an act. ``kind`` is "words" or "day"; ``value`` stands there at first."""

    name: str
    question: str
    kind: str = "words"
    optional: bool = False
    value: str = ""


@dataclass(frozen=True)
class Act:
    """A binding act: its name, what will happen, what is said afterwards. ``tone`` "stop" is for what ends things."""

    title: str
    button: str
    done: str
    will: tuple[Any, ...]
    do: Callable[[dict[str, str]], Any]
    asks: tuple[Ask, ...] = ()
    tone: str = ""


@dataclass(frozen=True)
class ActsOn(Generic[T]):
    """The pages of acts on one kind of thing: how it is found, what it is called, which page it was asked from.

        ON_PILOT = ActsOn("prove/<uuid:pilot_id>/", "prove", _pilot, lambda pilot: pilot.title, _page_of)

        @ON_PILOT.act("lock", permission="pilots.lock")
        def lock(request: Request, pilot: Pilot) -> Act: ...

    ``load`` gets the request and what the address names. ``place`` begins the names of the pages.
    """

    address: str
    place: str
    load: Callable[..., T]
    called: Callable[[T], str]
    back: Callable[[T], str]

    def act(
        self, step: str, *, permission: str, name: str = "", then: Callable[[T], str] | None = None
    ) -> Callable[[Callable[[Request, T], Act]], View]:
        """Declare the page of one act, called after its ``step`` unless it has another ``name``."""

        def declare(make: Callable[[Request, T], Act]) -> View:
            @functools.wraps(make)
            def shown(request: Request, **named: Any) -> HttpResponse:
                thing = self.load(request, **named)
                after = then(thing) if then else ""
                return shown_first(
                    request, make(request, thing), of=self.called(thing), back=self.back(thing), then=after
                )

            address, called = f"{self.address}{step}/", f"{self.place}.{name or step}"
            return page(address, name=called, permission=permission, methods=("GET", "POST"))(shown)

        return declare


def shown_first(request: Request, act: Act, *, of: str, back: str, then: str = "") -> HttpResponse:
    """The page of an act on what is called ``of``; what is missing is asked for with what was typed.

    ``back`` is the address of the page it was asked from, ``then`` the one after it (the same where empty).
    """
    given = {ask.name: request.POST.get(ask.name, ask.value) for ask in act.asks}
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            act.do(given)
        except Problem as problem:
            errors = _errors(problem, act)
            if not errors:
                raise
        else:
            messages.success(request, act.done)
            return redirect(then or back)
    asked = [(ask, given[ask.name], errors.get(ask.name, "")) for ask in act.asks]
    context = {"of": of, "back": back, "act": act, "asked": asked, "errors": list(errors.items())}
    return render(request, "acting.html", context)


def _errors(problem: Problem, act: Act) -> dict[str, str]:
    """What is wrong with which answer; {} where it is not about an answer."""
    names = [ask.name for ask in act.asks]
    if problem.kind is not Kind.INVALID or not names:
        return {}
    if problem.fields and set(problem.fields) <= set(names):
        return {name: said(words) for name, words in problem.fields.items()}
    return {names[0]: said(problem.what)} if len(names) == 1 else {}
