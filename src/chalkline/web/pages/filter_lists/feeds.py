"""Feeds: the address from which one appliance fetches its lists. Opened, seen once, revoked; and what it answers."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import history_of
from chalkline.people.api import Actor, names_of, schools, system_actor
from chalkline.publish.filter_lists.api import (
    FORMS,
    LONGEST_LIFE,
    MAPPED,
    Feed,
    FeedWanted,
    Span,
    answer_for,
    audience_by_key,
    audience_said,
    audiences,
    draft,
    edition_in_force,
    feed_by_id,
    feed_of,
    feeds,
    files_of,
    is_over,
    layouts,
    lists_now,
    note_fetch,
    open_feed,
    read_spans,
    revoke_feed,
)
from chalkline.rulebook.api import BANDS, ROSTER_ROLES, Group
from chalkline.web.pacing import Pace
from chalkline.web.pages.filter_lists.telling import name_of
from chalkline.web.pages.protect.telling import tabs
from chalkline.web.routes import Request, page
from chalkline.web.sending import Questions, sent
from chalkline.web.templatetags.saying import said

BY_PLACE = Pace(most=600, seconds=600)  # a district's appliances often share one address
BY_FEED = Pace(most=60, seconds=600)  # one every ten seconds: no appliance needs it oftener
IN_THE_HEADER = "-"  # in the address, where the secret comes in the Authorization header
STAFF = tuple(role for role, each in ROSTER_ROLES.items() if each.group is Group.STAFF)
WHOLE: dict[str, tuple[Span, ...]] = {
    "students": (Span(("student",)),),
    "staff": (Span(STAFF),),
    "everybody": (Span(("student",)), Span(STAFF)),
    **{f"students:{band}": (Span(("student",), None, (band,)),) for band in BANDS},
}


class FeedForm(Questions):
    """Which appliance, in which form, for whom, how long."""

    name = forms.CharField(
        label=gettext_lazy("Which appliance is it for?"),
        help_text=gettext_lazy("As people here call it, for example “Pi-hole at Juniper”."),
        max_length=200,
    )
    form = forms.ChoiceField(label=gettext_lazy("In which form does it take lists?"))
    audience = forms.ChoiceField(
        label=gettext_lazy("Who is behind it?"),
        help_text=gettext_lazy("Where people with different lists share an appliance, the strictest of them counts."),
    )
    place = forms.CharField(
        label=gettext_lazy("Organizational unit or group there"),
        help_text=gettext_lazy("Only for Google, Microsoft and products with a column for it."),
        required=False,
        max_length=200,
    )
    days = forms.IntegerField(
        label=gettext_lazy("For how many days?"), initial=365, widget=forms.NumberInput(attrs={"class": "short"})
    )

    def __init__(self, actor: Actor, data: QueryDict | None = None, chosen: str = "") -> None:
        super().__init__(data, initial={"audience": chosen})
        known = [(form.id, said(form.name)) for form in FORMS.values()]
        told = [(f"{MAPPED}:{each.pk}", each.name) for each in layouts(actor)]
        self.fields["form"].choices = known + told  # type: ignore[attr-defined]  # a choice field
        self.fields["audience"].choices = _offered(actor)  # type: ignore[attr-defined]  # a choice field
        self.actor = actor

    def wanted(self) -> FeedWanted:
        """The feed as it was answered: the rules judge it."""
        form, _colon, layout = str(self.answer("form")).partition(":")
        return FeedWanted(
            name=str(self.answer("name")),
            form=form,
            spans=_meant(self.actor, str(self.answer("audience"))),
            days=int(self.answer("days") or 0),
            layout_id=layout,
            place=str(self.answer("place")),
        )


@page("protect/filter-lists/feeds/", name="feeds.home", permission="feeds.see")
def home(request: Request) -> HttpResponse:
    """Every feed: whose, in which form, when it was fetched last and with which edition."""
    now, current = utc_now(), edition_in_force()
    found = list(feeds(request.actor))
    return render(
        request,
        "filter_lists/feeds.html",
        {
            "tabs": tabs(request, request.actor, "filter_lists.home"),
            "feeds": [_row(each, now, current.number if current else 0) for each in found],
            "may_open": request.actor.may("feeds.open"),
            "may_see_lists": request.actor.may("filter_lists.see"),
            "is_published": current is not None,
            "layouts": list(layouts(request.actor)) if request.actor.may("filter_lists.see") else [],
        },
    )


@page("protect/filter-lists/feeds/new/", name="feeds.open", permission="feeds.open", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Open a feed, and see its addresses this once."""
    data = request.POST if request.method == "POST" else None
    form = FeedForm(request.actor, data, request.GET.get("for", ""))
    if request.method == "POST":
        done = sent(form, lambda: open_feed(request.actor, form.wanted(), now=utc_now()))
        if done:
            return _show_once(request, *done)
    return render(request, "filter_lists/feed_form.html", {"form": form, "most": LONGEST_LIFE})


@page("protect/filter-lists/feeds/<uuid:feed_id>/", name="feeds.show", permission="feeds.see")
def show(request: Request, feed_id: UUID) -> HttpResponse:
    """One feed: for whom, what it was given last, its history, the end of it."""
    found, now, current = feed_by_id(request.actor, str(feed_id)), utc_now(), edition_in_force()
    facts = history_of("feed", str(found.pk))
    names = names_of([fact.actor_id for fact in facts])
    return render(
        request,
        "filter_lists/feed.html",
        {
            "feed": found,
            "row": _row(found, now, current.number if current else 0),
            "files": [request.build_absolute_uri(_address("SECRET", each)) for each in files_of(found.form)],
            "history": [{"at": fact.at, "text": fact.sentence(names[fact.actor_id])} for fact in facts],
            "may_revoke": not is_over(found, now) and request.actor.may("feeds.revoke"),
            "will": [
                Sentence("“{name}” gets nothing more, within the minute.", name=found.name),
                Sentence("It keeps the lists it has until somebody changes them there."),
            ],
        },
    )


@page(
    "protect/filter-lists/feeds/<uuid:feed_id>/revoke/", name="feeds.revoke", permission="feeds.revoke",
    methods=("POST",),
)  # fmt: skip
def revoke(request: Request, feed_id: UUID) -> HttpResponse:
    """End it."""
    revoke_feed(request.actor, feed_by_id(request.actor, str(feed_id)), now=utc_now())
    return redirect("feeds.show", feed_id)


@page("feeds/lists/<str:secret>/<str:file>", name="feeds.fetch", public=True)
def fetch(request: Request, secret: str, file: str) -> HttpResponseBase:
    """What an appliance gets: its list, or 304 where it has it already, or a reason in words and no list."""
    now = utc_now()
    if not BY_PLACE.allows(request):
        return _slower()
    try:
        feed = feed_of(_secret_of(request, secret))
        if not BY_FEED.allows(request, f"feed {feed.pk}"):
            return _slower()
        answer = answer_for(feed, file, now)
    except Problem as problem:
        return _refused(problem)
    since = note_fetch(system_actor("feed"), feed, file, answer.digest, answer.number, now=now)
    etag, moment = quote_etag(answer.digest), int(since.timestamp())
    response = HttpResponse(answer.file.text, content_type=answer.file.media)
    response["ETag"], response["Last-Modified"] = etag, http_date(moment)
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = f'inline; filename="{answer.file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return get_conditional_response(request, etag=etag, last_modified=moment, response=response) or response


def _secret_of(request: HttpRequest, secret: str) -> str:
    """From the address, or from the Authorization header: a bearer, or the password of a basic one."""
    if secret != IN_THE_HEADER:
        return secret
    kind, _space, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return value.strip() if kind.lower() == "bearer" else ""


def _refused(problem: Problem) -> HttpResponse:
    """The reason, so written that no appliance takes it for a list."""
    told = [problem.what, problem.why, problem.next_step, f"({problem.code})"]
    text = "".join(f"# {' '.join(str(each).split())}\n" for each in told)
    response = HttpResponse(text, status=problem.kind.value, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def _slower() -> HttpResponse:
    response = HttpResponse("# Too many requests. Ask again in ten minutes.\n", status=429, content_type="text/plain")
    response["Retry-After"] = "600"
    return response


def _show_once(request: Request, feed: Feed, secret: str) -> HttpResponse:
    addresses = [request.build_absolute_uri(_address(secret, each)) for each in files_of(feed.form)]
    plain = request.build_absolute_uri(_address(IN_THE_HEADER, files_of(feed.form)[0]))
    told = {"feed": feed, "secret": secret, "addresses": addresses, "plain": plain}
    response = render(request, "filter_lists/feed_secret.html", told)
    response["Cache-Control"] = "no-store"
    return response


def _address(secret: str, file: str) -> str:
    return reverse("feeds.fetch", args=[secret, file])


def _row(feed: Feed, now: datetime, number: int) -> dict[str, Any]:
    form = FORMS[feed.form].name if feed.form in FORMS else feed.layout.name if feed.layout else feed.form
    if feed.revoked_at:
        tone, state = "quiet", _("Revoked")
    elif feed.expires_at <= now:
        tone, state = "quiet", _("Expired")
    elif not feed.asked_at:
        tone, state = "attend", _("Not fetched yet")
    elif feed.edition < number:
        tone, state = "attend", _("Has edition {n}").format(n=feed.edition)
    else:
        tone, state = "ok", _("Up to date")
    return {
        "url": reverse("feeds.show", args=[feed.pk]),
        "feed": feed,
        "form": said(form),
        "who": said(audience_said(read_spans(feed.spans))),
        "tone": tone,
        "state": state,
    }


def _offered(actor: Actor) -> list[tuple[str, Any]]:
    """Whom a feed can be for: people with the same lists, larger groups, everybody at one school."""
    lists = lists_now() if edition_in_force() else draft()
    alike = [(each.key, name_of(each)) for each in audiences(actor, lists)]
    whole = [(key, said(audience_said(spans))) for key, spans in WHOLE.items()]
    places = [
        (f"{key}@{school.pk}", said(audience_said(_at(spans, str(school.pk)))))
        for school in schools()
        for key, spans in WHOLE.items()
        if ":" not in key
    ]
    return [
        (said(_("People with the same lists")), alike),
        (said(_("Larger groups")), whole),
        (said(_("At one school")), places),
    ]


def _meant(actor: Actor, key: str) -> tuple[Span, ...]:
    whole, _at_sign, school = key.partition("@")
    if whole in WHOLE:
        return _at(WHOLE[whole], school) if school else WHOLE[whole]
    lists = lists_now() if edition_in_force() else draft()
    return audience_by_key(actor, lists, key).spans if key else ()


def _at(spans: tuple[Span, ...], school: str) -> tuple[Span, ...]:
    return tuple(Span(each.roles, (school,), each.bands) for each in spans)
