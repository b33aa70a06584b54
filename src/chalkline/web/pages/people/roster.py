"""The roster import: hand an export in, follow it, see what it changes, have it taken over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.jobs.api import WorkSeen, WorkState, recent_work, work_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import (
    READING,
    ROSTER_ROLE_NAMES,
    TAKING,
    confirm_roster,
    hand_in_roster,
    kept_change,
    new_folder,
    rejected_file,
)
from chalkline.web.pages.people.telling import parts_of_people
from chalkline.web.routes import Request, address_of, page

MOST_FILES = 20
MOST_WORKS = 4
MAY = "people.import_roster"
FIELD_NAMES = {
    "sourced_id": gettext_lazy("roster number"),
    "given_name": gettext_lazy("first name"),
    "family_name": gettext_lazy("last name"),
    "email": gettext_lazy("e-mail address"),
    "username": gettext_lazy("user name"),
    "local_number": gettext_lazy("local number"),
    "school": gettext_lazy("school"),
    "roster_role": gettext_lazy("role"),
    "grade": gettext_lazy("grade"),
    "grades_taught": gettext_lazy("grades taught"),
    "is_active": gettext_lazy("is back"),
}


@dataclass(frozen=True)
class Followed:
    """An export being read or taken over, or read and waiting to be looked at."""

    work: WorkSeen
    change_url: str
    rejected_url: str

    @property
    def url(self) -> str:
        return address_of("people.roster_work", self.work.id)

    @property
    def finished(self) -> bool:
        return self.work.state is WorkState.DONE

    @property
    def failed(self) -> bool:
        return self.work.state is WorkState.FAILED


@page("people/roster/", name="people.roster", permission="people.import_roster", methods=("GET", "POST"))
def roster(request: Request) -> HttpResponse:
    """Hand an export in, and follow it."""
    request.actor.must(MAY)
    if request.method == "POST":
        return _hand_in(request)
    works = [each for each in recent_work() if each.kind in {READING, TAKING}][:MOST_WORKS]
    context = {
        "parts": parts_of_people(request, "people.roster"),
        "followed": [_followed(each) for each in works],
    }
    return render(request, "people/roster.html", context)


def _hand_in(request: Request) -> HttpResponse:
    files = request.FILES.getlist("roster")[:MOST_FILES]
    if not files:
        messages.warning(request, _("Choose the export first."))
        return redirect("people.roster")
    folder = new_folder()
    for file in files:
        with (folder / _plain(file.name)).open("wb") as target:
            for piece in file.chunks():
                target.write(piece)
    name = _plain(files[0].name) if len(files) == 1 else _("%(n)s CSV files") % {"n": len(files)}
    hand_in_roster(request.actor, folder, name, now=utc_now())
    return redirect("people.roster")


def _plain(name: str | None) -> str:
    """A file's name without a folder, and never empty or hidden."""
    return Path(name or "").name.lstrip(".")[:120] or "roster.csv"


@page("people/roster/work/<uuid:work_id>/", name="people.roster_work", permission="people.import_roster")
def work(request: Request, work_id: UUID) -> HttpResponse:
    """How far it is: a piece of the page above."""
    return render(request, "people/roster_work.html", {"each": _followed(_work(work_id, {READING, TAKING}))})


@page("people/roster/<uuid:work_id>/", name="people.roster_change", permission="people.import_roster",
      methods=("GET", "POST"))  # fmt: skip
def change(request: Request, work_id: UUID) -> HttpResponse:
    """What a roster changes, before it does; then the word to take it over."""
    request.actor.must(MAY)
    reading = _work(work_id, {READING})
    names = kept_change(reading.id)
    if names is None:
        raise not_found(Sentence("roster"))
    agreed = request.POST.get("even_if_many_leave") == "yes"
    unsaid = request.method == "POST" and bool(reading.result.get("many_leave")) and not agreed
    if request.method == "POST" and not unsaid:
        confirm_roster(request.actor, reading, even_if_many_leave=agreed, now=utc_now())
        return redirect("people.roster")
    context = {
        "work": reading,
        "counts": reading.result,
        "numbers": _numbers(reading.result),
        "added": [(name, ROSTER_ROLE_NAMES.get(role, role)) for name, role in names["added"]],
        "changed": [
            (name, ", ".join(str(FIELD_NAMES.get(field, field)) for field in fields))
            for name, fields in names["changed"]
        ],
        "leaving": [(name, ROSTER_ROLE_NAMES.get(role, role)) for name, role in names["leaving"]],
        "losing_roles": names["losing_roles"],
        "new_schools": names["new_schools"],
        "closing_schools": names["closing_schools"],
        "rejected_url": _rejected_url(reading),
        "unsaid": unsaid,
        "nothing": not (reading.result["added"] or reading.result["changed"] or reading.result["leaving"]),
    }
    return render(request, "people/roster_change.html", context)


@page("people/roster/<uuid:work_id>/rejected/", name="people.roster_rejected", permission="people.import_roster")
def rejected(request: Request, work_id: UUID) -> FileResponse:
    """The rows set aside, as a file to mend."""
    request.actor.must(MAY)
    file = rejected_file(_work(work_id, {READING}).id)
    if file is None:
        raise not_found(Sentence("file"))
    return FileResponse(file.open("rb"), as_attachment=True, filename="rows-set-aside.csv", content_type="text/csv")


def _numbers(counts: dict[str, Any]) -> list[tuple[int, Sentence]]:
    return [
        (counts["added"], Sentence("new")),
        (counts["changed"], Sentence("changed")),
        (counts["leaving"], Sentence("gone")),
        (counts["unchanged"], Sentence("as before")),
        (counts["rejected"], Sentence("rows set aside")),
    ]


def _work(work_id: UUID, kinds: set[str]) -> WorkSeen:
    seen = work_by_id(work_id)
    if seen is None or seen.kind not in kinds:
        raise not_found()
    return seen


def _followed(seen: WorkSeen) -> Followed:
    waits = seen.kind == READING and seen.state is WorkState.DONE and kept_change(seen.id) is not None
    return Followed(seen, address_of("people.roster_change", seen.id) if waits else "", _rejected_url(seen))


def _rejected_url(seen: WorkSeen) -> str:
    has = seen.kind == READING and rejected_file(seen.id) is not None
    return address_of("people.roster_rejected", seen.id) if has else ""
