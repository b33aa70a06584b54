"""Between districts: take an evaluation out as a signed file, receive one, compare a key, take answers over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.tools.evaluations.api import (
    JUDGMENT_NAMES,
    SAYS_NAMES,
    DistrictKey,
    Evaluation,
    Judgment,
    Record,
    Says,
    Shared,
    confirm_district_key,
    district_key_by_id,
    district_keys,
    evaluation_by_id,
    evaluation_in_force,
    evaluations_of,
    export_evaluation,
    fingerprint,
    own_fingerprint,
    questions_in,
    read_document,
    receive_shared,
    record_of,
    refuse_district_key,
    shared_by_id,
    shared_evaluations,
    take_over_shared,
    takeable,
)
from chalkline.tools.questionnaires.api import group_name
from chalkline.tools.register.api import Tool, register_tool, registered, tool_by_slug
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import Questions, sent
from chalkline.web.tool_field import ToolField


class ReceiveForm(Questions):
    """The file, and which of our tools it is about."""

    file = forms.FileField(
        label=gettext_lazy("The signed file"),
        widget=forms.FileInput(attrs={"class": "usa-file", "accept": ".chalkline-evaluation"}),
    )
    tool = ToolField(
        label=gettext_lazy("Which of our tools is it about?"),
        none=gettext_lazy("The one that the file names"),
        help_text=gettext_lazy("Left open, the product that the file names."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool"].offer()  # type: ignore[attr-defined]  # a field of a tool


@page("evaluations/shared/", name="evaluations.shared", permission="evaluations.see")
def home(request: Request) -> HttpResponse:
    """What other districts found, and whose keys are known."""
    actor = request.actor
    context = {
        "rows": [
            {
                "title": each.tool.name,
                "url": address_of("evaluations.shared_one", each.pk),
                "detail": Sentence(
                    "By {district}, finished on {day}.", district=each.key.district, day=each.finished_on
                ),
                **_key_chip(each.key),
            }
            for each in shared_evaluations(actor)
        ],
        "keys": [
            {"key": each, "fingerprint": fingerprint(each.public), **_key_chip(each)} for each in district_keys(actor)
        ],
        "own": own_fingerprint(),
        "may": actor.may("evaluations.exchange"),
        "may_trust": actor.may("evaluations.trust_key"),
    }
    return render(request, "evaluations/shared.html", context)


@page("evaluations/shared/receive/", name="evaluations.receive", permission="evaluations.exchange",
      methods=("GET", "POST"))  # fmt: skip
def receive(request: Request) -> HttpResponse:
    """Bring in a file that another district sent."""
    request.actor.must("evaluations.exchange")
    form = ReceiveForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_bound and (made := sent(form, lambda: _received(request, form))):
        return redirect("evaluations.shared_one", made.pk)
    return render(request, "evaluations/receive.html", {"form": form})


@page("evaluations/shared/<uuid:shared_id>/", name="evaluations.shared_one", permission="evaluations.see",
      methods=("GET", "POST"))  # fmt: skip
def show(request: Request, shared_id: UUID) -> HttpResponse:
    """What the other district found, beside what we did; and taking it over, whole or answer by answer."""
    actor = request.actor
    shared = shared_by_id(actor, str(shared_id))
    ours = evaluation_in_force(shared.tool.slug)
    kept = record_of(ours) if ours else None
    open_now = evaluations_of(actor, shared.tool.slug).filter(finished_at=None, set_aside_at=None).first()
    target = record_of(open_now) if open_now else None
    can = takeable(target, shared) if target else set()
    if request.method == "POST":
        actor.must("evaluations.assess")
        if open_now is None:
            return redirect(f"{address_of('evaluations.new')}?tool={shared.tool.slug}")
        wanted = None if request.POST.get("do") == "all" else request.POST.getlist("chosen")
        taken = take_over_shared(actor, open_now, shared, wanted, now=utc_now())
        messages.success(request, _("%(n)s answers are taken over, with credit.") % {"n": len(taken)})
        return redirect("evaluations.show", open_now.pk)
    context = {
        "shared": shared,
        "tool": shared.tool,
        "district": shared.key.district,
        "fingerprint": fingerprint(shared.key.public),
        "other_key": district_keys(actor)
        .filter(district=shared.key.district, confirmed_at__isnull=False)
        .exclude(pk=shared.key_id)
        .exists(),
        "key": shared.key,
        **_key_chip(shared.key),
        "score": shared.content["score"],
        "summary": shared.content.get("summary", ""),
        "license": shared.content["license"],
        "version": shared.content["questionnaire"]["number"],
        "companies": shared.content["subprocessors"],
        "age": _age(shared, ours),
        "groups": _groups(shared, kept, can),
        "can": len(can),
        "open": open_now,
        "may_take": actor.may("evaluations.assess") and shared.key.confirmed_at is not None,
        "may_trust": actor.may("evaluations.trust_key"),
        "start": f"{address_of('evaluations.new')}?tool={shared.tool.slug}" if actor.may("evaluations.start") else "",
    }
    return render(request, "evaluations/shared_one.html", context)


@page("evaluations/<uuid:evaluation_id>/take-out/", name="evaluations.take_out", permission="evaluations.exchange",
      methods=("GET", "POST"))  # fmt: skip
def take_out(request: Request, evaluation_id: UUID) -> HttpResponseBase:
    """A finished evaluation as a signed file."""
    actor = request.actor
    actor.must("evaluations.exchange")
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    if request.method == "POST":
        name, data = export_evaluation(actor, evaluation, with_files=request.POST.getlist("files"), now=utc_now())
        response = HttpResponse(data, content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    files = [
        {"id": str(each.pk), "title": each.title, "name": each.file_name, "confidential": each.is_confidential}
        for each in record_of(evaluation).evidence
        if each.file and (not each.is_confidential or actor.may("evaluations.see_confidential"))
    ]
    context = {"evaluation": evaluation, "files": files, "own": own_fingerprint()}
    return render(request, "evaluations/take_out.html", context)


def _key(request: Request, key_id: UUID) -> DistrictKey:
    return district_key_by_id(request.actor, str(key_id))


ON_KEY = ActsOn(
    "evaluations/keys/<uuid:key_id>/", "evaluations", _key, lambda key: key.district,
    lambda key: address_of("evaluations.shared"),
)  # fmt: skip


@ON_KEY.act("compare", permission="evaluations.trust_key", name="compare_key")
def compare(request: Request, key: DistrictKey) -> Act:
    """Confirm a key after its fingerprint was read out by the other district."""
    return Act(
        _("Compare the key"),
        _("It is the same"),
        _("The key is confirmed."),
        (
            Sentence("Call {district} at a number you know, not one from the file.", district=key.district),
            Sentence("Have its fingerprint read to you and compare it: {print}", print=fingerprint(key.public)),
            Sentence("From then on what is signed with this key counts as {district}’s.", district=key.district),
        ),
        lambda given: confirm_district_key(request.actor, key, given["typed"], now=utc_now()),
        asks=(Ask("typed", _("The last eight signs, as they were read to you")),),
    )


@ON_KEY.act("refuse", permission="evaluations.trust_key", name="refuse_key")
def refuse(request: Request, key: DistrictKey) -> Act:
    """Say that a key is not that district's."""
    return Act(
        _("Refuse this key"),
        _("Refuse it"),
        _("The key is refused."),
        (
            Sentence("Nothing signed with it is received or taken over any more."),
            Sentence("What was taken over before stays, with the name under which it came."),
        ),
        lambda given: refuse_district_key(request.actor, key, now=utc_now()),
        tone="stop",
    )


def _received(request: Request, form: ReceiveForm) -> Shared:
    upload = form.answer("file")
    data = upload.read() if upload else b""
    document, now = read_document(data), utc_now()
    slug = str(form.answer("tool"))
    return receive_shared(
        request.actor, data, registered(slug) if slug else _named(request, document.tool, now), now=now
    )


def _named(request: Request, told: Any, now: Any) -> Tool:
    return tool_by_slug(told["slug"]) or register_tool(request.actor, told["name"], vendor=told["vendor"], now=now)


def _key_chip(key: DistrictKey) -> dict[str, Any]:
    if key.refused_at:
        return {"chip": Sentence("key refused"), "tone": "stop"}
    if key.confirmed_at:
        return {"chip": Sentence("key compared"), "tone": "ok"}
    return {"chip": Sentence("key not compared yet"), "tone": "attend"}


def _age(shared: Shared, ours: Evaluation | None) -> Sentence:
    if ours is None or ours.finished_on is None:
        return Sentence("We have no finished evaluation of our own.")
    if ours.finished_on >= shared.finished_on:
        return Sentence("Ours is newer: finished on {day}.", day=ours.finished_on)
    return Sentence("It is newer than ours, which was finished on {day}.", day=ours.finished_on)


def _groups(shared: Shared, kept: Record | None, can: set[str]) -> list[dict[str, Any]]:
    """Their answers and findings by group, beside ours."""
    answers = {row["question"]: row for row in shared.content["answers"]}
    found = {row["question"]: row for row in shared.content["assessments"]}
    ours = kept.assessments if kept else {}
    asked = questions_in(shared).put_to(shared.content["facets"])
    return [
        {
            "name": group_name(group),
            "rows": [
                {
                    "question": each,
                    "says": SAYS_NAMES[Says(answers[each.id]["says"])] if each.id in answers else "",
                    "words": answers[each.id]["words"] if each.id in answers else "",
                    "how": JUDGMENT_NAMES[Judgment(found[each.id]["how"])] if each.id in found else "",
                    "note": found[each.id]["note"] if each.id in found else "",
                    "flag": each.id in found and found[each.id]["red_flag"],
                    "ours": JUDGMENT_NAMES[Judgment(ours[each.id].how)] if each.id in ours else "",
                    "can": each.id in can,
                }
                for each in asked
                if each.group == group
            ],
        }
        for group in dict.fromkeys(each.group for each in asked)
    ]
