"""One policy: its text, how it stands, what one is asked to do with it, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.govern.policies.api import (
    POLICY_KIND_NAMES,
    PolicyKind,
    PolicyVersion,
    VersionState,
    answer_comment,
    before_of,
    binds,
    binds_of,
    comment,
    comment_by_id,
    comments_on,
    difference,
    is_intact,
    may_write,
    policy_by_id,
    repeal_decided,
    sections_of,
    sign_policy,
    signature_of,
    signed_by_school,
    tell_class,
    to_tell,
    told_by_school,
    unsigned_named,
    version_by_id,
    version_on_its_way,
    version_to_sign,
    versions_of,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.expectations.api import my_classes
from chalkline.web.histories import happened_to
from chalkline.web.pages.policies.ends_told import ending_told
from chalkline.web.pages.policies.telling import (
    adopted_said,
    asks,
    bound_said,
    changes_shown,
    ended_said,
    state_of,
    text_shown,
)
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import SHOWN_AGAIN

MOST_NAMES = 60


@page("decide/policies/<uuid:policy_id>/", name="policies.show", permission="policies.see", methods=("GET", "POST"))
def show(request: Request, policy_id: UUID) -> HttpResponse:
    """The version that holds or is next; before anything was adopted, the one on its way."""
    policy = policy_by_id(request.actor, str(policy_id))
    version = version_to_sign(policy) or version_on_its_way(request.actor, policy)
    return _version(request, version or versions_of(request.actor, policy).first())


@page("decide/policies/by-id/<uuid:version_id>/", name="policies.by_id", permission="policies.see")
def by_id(request: Request, version_id: UUID) -> HttpResponse:
    """One version, as agendas and facts name it."""
    of = version_by_id(request.actor, str(version_id))
    return redirect("policies.version", of.policy_id, of.number)


@page(
    "decide/policies/<uuid:policy_id>/<int:number>/",
    name="policies.version",
    permission="policies.see",
    methods=("GET", "POST"),
)
def version(request: Request, policy_id: UUID, number: int) -> HttpResponse:
    """One version."""
    return _version(request, found_version(request.actor, policy_id, number))


@page("decide/policies/<uuid:policy_id>/<int:number>/changes/", name="policies.changes", permission="policies.see")
def changes(request: Request, policy_id: UUID, number: int) -> HttpResponse:
    """What a version changes, section by section, word by word."""
    of = found_version(request.actor, policy_id, number)
    before = before_of(of)
    if before is None:
        raise not_found(Sentence("earlier version"))
    found = difference(before, of)
    context = {"of": of, "before": before, "said": found.said, "changes": changes_shown(found), "why": of.why}
    return render(request, "policies/changes.html", context)


@page("decide/policies/<uuid:policy_id>/<int:number>/file/", name="policies.file", permission="policies.see")
def file(request: Request, policy_id: UUID, number: int) -> FileResponse:
    """The district's own file, as it was brought."""
    of = found_version(request.actor, policy_id, number)
    if not of.file_digest:
        raise not_found(Sentence("file"))
    return FileResponse(of.file.open(), as_attachment=True, filename=of.file_name)


@page("decide/policies/<uuid:policy_id>/<int:number>/minutes/", name="policies.minutes", permission="policies.see")
def minutes(request: Request, policy_id: UUID, number: int) -> FileResponse:
    """The minutes that prove a board's adoption."""
    of = found_version(request.actor, policy_id, number)
    if not of.minutes_digest:
        raise not_found(Sentence("file"))
    return FileResponse(of.minutes.open(), as_attachment=True, filename=of.minutes_name)


def found_version(actor: Actor, policy_id: UUID, number: int) -> PolicyVersion:
    """A version by its number. Raises Problem("not_found")."""
    policy = policy_by_id(actor, str(policy_id))
    found = versions_of(actor, policy).filter(number=number).first()
    if found is None:
        raise not_found(Sentence("version"))
    return found


def _version(request: Request, of: PolicyVersion | None) -> HttpResponse:
    if of is None:
        raise not_found(Sentence("version"))
    errors: list[tuple[str, Any]] = []
    if request.method == "POST":
        try:
            return _done(request, of)
        except Problem as problem:
            if problem.kind not in SHOWN_AGAIN:
                raise
            errors = [("", words) for words in problem.fields.values()] or [("", problem.what)]
    return render(request, "policies/show.html", {**_told(request.actor, of, localdate()), "errors": errors})


def _done(request: Request, of: PolicyVersion) -> HttpResponse:
    actor, now, given = request.actor, utc_now(), request.POST
    doing = given.get("do", "")
    if doing == "sign":
        sign_policy(actor, of, given.get("digest", ""), now=now)
        messages.success(request, _("You have signed it. Thank you."))
    elif doing == "tell":
        tell_class(actor, of, given.get("class_id", ""), localdate(now), now=now)
        messages.success(request, _("It is noted that this class was told."))
    elif doing == "comment":
        section = given.get("section", "0")
        comment(actor, of, int(section) if section.isdigit() else -1, given.get("text", ""), now=now)
        messages.success(request, _("Your comment is in. It will be answered here."))
    elif doing == "answer":
        answer_comment(actor, comment_by_id(actor, given.get("comment", "")), given.get("answer", ""), now=now)
        messages.success(request, _("Your answer stands under the comment."))
    return redirect("policies.version", of.policy_id, of.number)


def _told(actor: Actor, of: PolicyVersion, today: date) -> dict[str, Any]:
    policy, newest = of.policy, version_to_sign(of.policy)
    state, ending = VersionState(of.state), ending_told(actor, policy, today)
    is_newest = newest is not None and newest.pk == of.pk
    signature = signature_of(of, actor.id) if actor.id and not actor.is_system else None
    must_sign = is_newest and asks(of) and not ending["decided"] and signature is None and binds(of, actor.id)
    classes = next((classes for version, classes in to_tell(actor) if version.pk == of.pk), ())
    coming = version_on_its_way(actor, policy)
    sees_signing = is_newest and actor.could("policies.see_signing")
    return {
        "of": of,
        "policy": policy,
        "kind": POLICY_KIND_NAMES[PolicyKind(policy.kind)],
        "state": state_of(of, today),
        "bound": bound_said(binds_of(of)),
        "adopted": adopted_said(of),
        "sections": text_shown(of),
        "must_sign": must_sign,
        "signature": signature if binds(of, actor.id) else None,
        "classes": _named(actor, classes) if is_newest else (),
        "is_intact": is_intact(of),
        "before": before_of(of),
        "coming": coming if coming and coming.pk != of.pk else None,
        "versions": [(each, state_of(each, today)) for each in versions_of(actor, policy) if each.pk != of.pk],
        "can_comment": state is VersionState.COMMENT and of.comment_until is not None and of.comment_until >= today,
        "comments": comments_on(actor, of),
        "choices": [(0, _("The whole text")), *((n, each.heading) for n, each in enumerate(sections_of(of), 1))],
        "writes": may_write(actor),
        "is_draft": state is VersionState.DRAFT,
        "is_comment": state is VersionState.COMMENT,
        "may_record": actor.may("policies.record_adoption") and actor.id not in of.writers,
        "may_begin": may_write(actor) and coming is None and not ending["asked"] and not ending["decided"],
        "ending": ending,
        "ended": ended_said(ending["decided"], today) if ending["decided"] else None,
        "may_propose_end": may_write(actor) and is_newest and not ending["asked"] and not ending["decided"],
        "signing": _signing(actor, of) if sees_signing else None,
        "history": happened_to("policy", str(policy.pk), limit=15),
        "public_url": address_of("register.policy", policy.code) if newest else "",
    }


def _signing(actor: Actor, of: PolicyVersion) -> dict[str, Any]:
    """How far it is, by school; names for those who may see staff."""
    schools = signed_by_school(actor, of) if asks(of) else []
    bound, signed = sum(each.bound for each in schools), sum(each.signed for each in schools)
    names = unsigned_named(actor, of) if schools and actor.may("people.see_staff") else None
    return {
        "schools": schools,
        "bound": bound,
        "signed": signed,
        "told": told_by_school(actor, of) if binds_of(of).students else [],
        "names": names[:MOST_NAMES] if names is not None else None,
        "more": max(0, bound - signed - MOST_NAMES),
        "may_remind": actor.may("policies.remind") and bound > signed and repeal_decided(of.policy) is None,
        "reminded": of.reminders.first(),
    }


def _named(actor: Actor, classes: Sequence[str]) -> list[tuple[str, Sentence]]:
    """Classes as their teacher calls them: by the name they gave, or by grade, never by an id of the roster."""
    if not classes or not actor.may("expectations.set", owner_id=actor.id):
        return []
    names = {each.class_id: each.name for each in my_classes(actor)}
    return [(each, names[each]) for each in classes if each in names]
