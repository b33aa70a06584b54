"""The library: keep documents, read what waits, approve, renew, withdraw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.assist.drafts.api import resting_on
from chalkline.assist.library.api import (
    AUDIENCE_NAMES,
    CONCERN_NAMES,
    LANGUAGES,
    LARGEST_FILE,
    READING_WORK,
    THEME_NAMES,
    Audience,
    Document,
    Term,
    Theme,
    Version,
    VersionState,
    add_answer,
    add_document,
    add_version,
    approve_version,
    document_by_id,
    documents,
    live_documents,
    passages_of,
    renew_document,
    send_back,
    usual_term,
    version_by_id,
    versions_of,
    withdraw_document,
)
from chalkline.jobs.api import WorkSeen, WorkState, work_by_id, works_of
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.web.histories import happened_to
from chalkline.web.pages.assist.document_form import AnswerForm, DocumentForm
from chalkline.web.pages.assist.telling import parts_of_assist, standing_of
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import day_from, sent
from chalkline.web.tables import Column, Filter, Link, Status, Table

MOST_WORKS = 4
MOST_PASSAGES = 60


@dataclass(frozen=True)
class Followed:
    """A file being read, or read."""

    work: WorkSeen
    url: str
    document_url: str

    @property
    def finished(self) -> bool:
        return self.work.state is WorkState.DONE

    @property
    def failed(self) -> bool:
        return self.work.state is WorkState.FAILED


@page("assist/library/", name="assist.library", permission="library.see")
def library(request: Request) -> HttpResponseBase:
    """What may be quoted today; for those who keep it, every document and where it stands."""
    request.actor.must("library.see")
    keeps = request.actor.could("library.add") or request.actor.could("library.approve")
    table = _table(request, keeps=keeps)
    if table.wants_file:
        return table.file()
    works = [each for each in works_of(request.actor.id) if each.kind == READING_WORK and not _is_old(each)]
    context = {
        "parts": parts_of_assist(request, "assist.library"),
        "table": table,
        "keeps": keeps,
        "may_add": request.actor.could("library.add"),
        "followed": [_followed(each) for each in works[:MOST_WORKS]],
    }
    return render(request, "assist/library.html", context)


def _is_old(work: WorkSeen) -> bool:
    """What was read stands in the list below; what could not be read is told a day long."""
    kept = timedelta(days=1) if work.state is WorkState.FAILED else timedelta(minutes=5)
    return work.is_over and utc_now() - work.moved_at >= kept


def _table(request: Request, *, keeps: bool) -> Table:
    today = localdate()
    rows = documents(request.actor) if keeps else live_documents(request.actor, today=today)
    themes = [(theme.value, name) for theme, name in THEME_NAMES.items()]
    audiences = [(audience.value, name) for audience, name in AUDIENCE_NAMES.items()]

    def row(document: Document) -> list[Any]:
        version = _telling_version(document)
        chip = standing_of(version, today, withdrawn=document.withdrawn_at is not None)
        return [
            Link(document.title, address_of("assist.document", document.pk), LANGUAGES[document.language]),
            THEME_NAMES[Theme(document.theme)],
            AUDIENCE_NAMES[Audience(document.audience)],
            str(document.owner),
            Status(chip.word, chip.tone),
            (version.review_on if version else None) or "",
        ]

    return Table(
        request,
        "documents",
        caption=_("All documents and answers"),
        columns=[
            Column("title", gettext_lazy("Title"), sort="title"),
            Column("theme", gettext_lazy("About"), sort="theme"),
            Column("audience", gettext_lazy("For whom"), sort="audience"),
            Column("owner", gettext_lazy("Answers for it"), sort="owner__family_name"),
            Column("state", gettext_lazy("Status")),
            Column("review", gettext_lazy("Review by")),
        ],
        rows=rows.prefetch_related("versions"),
        row=row,
        search=lambda rows, words: rows.filter(title__icontains=words),
        filters=[
            Filter("theme", gettext_lazy("About"), themes, lambda rows, value: rows.filter(theme=value)),
            Filter("audience", gettext_lazy("For whom"), audiences, lambda rows, value: rows.filter(audience=value)),
        ],
        order="title",
    )


def _telling_version(document: Document) -> Version | None:
    """The version that says how a document stands: the approved one, else the newest."""
    versions = list(document.versions.all())
    approved = [each for each in versions if each.state == VersionState.APPROVED]
    return next(iter(approved or versions), None)


@page("assist/library/add/", name="assist.add", permission="library.add", methods=("GET", "POST"))
def add(request: Request) -> HttpResponse:
    """Add a document: a file, and what is said of it."""
    form = DocumentForm(request.actor, request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST":
        made = sent(form, lambda: add_document(request.actor, form.about(), *form.upload(), now=utc_now()))
        if made:
            messages.success(request, _("The file is being read. It is used once somebody else has approved it."))
            return redirect("assist.document", made[0].document_id)
    return render(request, "assist/add.html", {"form": form, "answer": False})


@page("assist/library/answer/", name="assist.add_answer", permission="library.add", methods=("GET", "POST"))
def answer(request: Request) -> HttpResponse:
    """Add an answer to a question families keep asking."""
    form = AnswerForm(request.actor, request.POST if request.method == "POST" else None, initial=_asked(request))
    if request.method == "POST":
        made = sent(form, lambda: add_answer(request.actor, form.about(), form.answer("answer_text"), now=utc_now()))
        if made:
            messages.success(request, _("The answer is written. It is used once somebody else has approved it."))
            return redirect("assist.document", made.document_id)
    return render(request, "assist/add.html", {"form": form, "answer": True})


def _asked(request: Request) -> dict[str, str]:
    given = {name: request.GET[name] for name in ("theme", "language", "audience") if name in request.GET}
    return {"owner": request.actor.id, **given}


@page("assist/library/work/<uuid:work_id>/", name="assist.work", permission="library.add")
def work(request: Request, work_id: UUID) -> HttpResponse:
    """How far a file is: a piece of a page."""
    seen = work_by_id(work_id)
    if seen is None or seen.kind != READING_WORK or seen.owner_id != request.actor.id:
        raise not_found()
    return render(request, "assist/work.html", {"each": _followed(seen)})


def _followed(seen: WorkSeen) -> Followed:
    return Followed(seen, address_of("assist.work", seen.id), "")


@page("assist/library/<uuid:document_id>/", name="assist.document", permission="library.see", methods=("GET", "POST"))
def document(request: Request, document_id: UUID) -> HttpResponseBase:
    """One document: where it stands, what is read from it, who decided what; approve, renew, send back, withdraw."""
    today = localdate()
    found = document_by_id(request.actor, str(document_id), today=today)
    problem: Problem | None = None
    if request.method == "POST":
        try:
            _act(request, found)
            return redirect("assist.document", found.pk)
        except Problem as refused:
            if refused.kind.value in {403, 404}:
                raise
            problem = refused
            found = document_by_id(request.actor, str(document_id), today=today)
    return render(request, "assist/document.html", _shown(request, found, problem))


def _act(request: Request, found: Document) -> None:
    actor, do, why = request.actor, request.POST.get("do", ""), request.POST.get("why", "")
    if do == "withdraw":
        withdraw_document(actor, found, why=why, now=utc_now())
        messages.success(request, _("The document is withdrawn. Nothing of it is used any more."))
        return
    if do == "newer":
        file = request.FILES.get("file")
        content = file.read(LARGEST_FILE + 1) if file else b""
        add_version(actor, found, content, (file.name if file else "") or "", now=utc_now())
        messages.success(request, _("The newer file is being read. The approved one stays in use until then."))
        return
    version = version_by_id(actor, request.POST.get("version", ""), today=localdate())
    if version.document_id != found.pk:
        raise not_found(Sentence("version"))
    if do == "approve":
        approve_version(actor, version, _term(request), looked="looked" in request.POST, now=utc_now())
        messages.success(request, _("Approved in your name. It can be found and quoted within seconds."))
    elif do == "renew":
        renew_document(actor, version, _term(request), now=utc_now())
        messages.success(request, _("Renewed in your name."))
    elif do == "back":
        send_back(actor, version, why=why, now=utc_now())
        messages.success(request, _("Sent back, with your reason."))


def _is_quoted(version: Version, today: date) -> bool:
    return bool(version.begins_on and version.ends_on and version.begins_on <= today <= version.ends_on)


def _term(request: Request) -> Term:
    begins, review, ends = (day_from(request.POST.get(name, "")) for name in ("begins_on", "review_on", "ends_on"))
    return Term(begins, review, ends)


def _shown(request: Request, found: Document, problem: Problem | None) -> dict[str, Any]:
    actor, today = request.actor, localdate()
    versions = list(versions_of(actor, found, today=today))
    current = next((each for each in versions if each.state == VersionState.APPROVED), None)
    waiting = next((each for each in versions if each.state in {VersionState.WAITING, VersionState.DOUBTED}), None)
    looked_at = waiting or current or (versions[0] if versions else None)
    passages = list(passages_of(actor, looked_at, today=today)) if looked_at else []
    may_approve = actor.may("library.approve")
    works = [each for each in works_of(actor.id) if each.kind == READING_WORK and each.title.startswith(found.title)]
    reading = any(each.state == VersionState.READING for each in versions)
    return {
        "document": found,
        "chip": standing_of(current or looked_at, today, withdrawn=found.withdrawn_at is not None),
        "theme": THEME_NAMES[Theme(found.theme)],
        "audience": AUDIENCE_NAMES[Audience(found.audience)],
        "spoken": LANGUAGES[found.language],
        "current": current,
        "is_live": bool(current and _is_quoted(current, today)) and found.withdrawn_at is None,
        "waiting": waiting,
        "looked_at": looked_at,
        "concerns": [(CONCERN_NAMES[each["kind"]], each) for each in waiting.concerns] if waiting else [],
        "passages": passages[:MOST_PASSAGES],
        "more": max(0, len(passages) - MOST_PASSAGES),
        "versions": [(each, standing_of(each, today, withdrawn=False)) for each in versions],
        "term": usual_term(today),
        "may_approve": bool(may_approve and waiting and str(waiting.added_by_id) != actor.id),
        "is_mine": bool(waiting and str(waiting.added_by_id) == actor.id),
        "may_renew": bool(may_approve and current and str(current.added_by_id) != actor.id),
        "may_add": actor.could("library.add") and found.withdrawn_at is None and not found.is_answer,
        "may_withdraw": actor.may("library.withdraw", owner_id=str(found.owner_id)) and found.withdrawn_at is None,
        "followed": [_followed(each) for each in works[:1]] if reading else [],
        "is_doubted": bool(waiting and waiting.state == VersionState.DOUBTED),
        "rests": resting_on(waiting) if waiting and waiting.state == VersionState.DOUBTED else None,
        "failed": next((each for each in versions[:1] if each.state == VersionState.UNREADABLE), None),
        "typed": request.POST,
        "problem": problem,
        "history": happened_to("document", str(found.pk)),
    }


@page("assist/library/files/<uuid:version_id>/", name="assist.file", permission="library.see")
def file(request: Request, version_id: UUID) -> FileResponse:
    """The file as it was added, for saving: never shown inside this site."""
    version = version_by_id(request.actor, str(version_id), today=localdate())
    return FileResponse(
        version.file.open("rb"), as_attachment=True, filename=version.name, content_type="application/octet-stream"
    )
