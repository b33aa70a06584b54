"""The roster import: hand an export in, follow it, see what it changes, have it taken over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.jobs.api import WorkSeen, WorkState, recent_work
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
from chalkline.web.handing_in import Followed, put_down, work_of
from chalkline.web.handing_in import Link as Way
from chalkline.web.pages.people.telling import PARTICULARS_NAMES, parts_of_people
from chalkline.web.routes import Request, address_of, page
from chalkline.web.templatetags.saying import count

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
    "particulars": gettext_lazy("particulars"),
}


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
    put = put_down(request, new_folder)
    if put:
        hand_in_roster(request.actor, *put, now=utc_now())
    return redirect("people.roster")


@page("people/roster/work/<uuid:work_id>/", name="people.roster_work", permission="people.import_roster")
def work(request: Request, work_id: UUID) -> HttpResponse:
    """How far it is: a piece of the page above."""
    return render(request, "roster/work.html", {"each": _followed(work_of(work_id, READING, TAKING))})


@page("people/roster/<uuid:work_id>/", name="people.roster_change", permission="people.import_roster",
      methods=("GET", "POST"))  # fmt: skip
def change(request: Request, work_id: UUID) -> HttpResponse:
    """What a roster changes, before it does; then the word to take it over."""
    request.actor.must(MAY)
    reading = work_of(work_id, READING)
    names = kept_change(reading.id)
    if names is None:
        raise not_found(Sentence("roster"))
    many, roles = (request.POST.get(name) == "yes" for name in ("even_if_many_leave", "even_if_roles_end"))
    counts = reading.result
    agreed = (many or not counts.get("many_leave")) and (roles or not counts.get("roles_end"))
    unsaid = request.method == "POST" and not agreed
    if request.method == "POST" and agreed and not counts.get("nobody_left"):
        confirm_roster(request.actor, reading, even_if_many_leave=many, even_if_roles_end=roles, now=utc_now())
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
        "held": [(PARTICULARS_NAMES[kind], before, after) for kind, before, after in names.get("held", ())],
        "rejected_url": _rejected_url(reading),
        "unsaid": unsaid,
        "nothing": not (reading.result["added"] or reading.result["changed"] or reading.result["leaving"]),
    }
    return render(request, "people/roster_change.html", context)


@page("people/roster/<uuid:work_id>/rejected/", name="people.roster_rejected", permission="people.import_roster")
def rejected(request: Request, work_id: UUID) -> FileResponse:
    """The rows set aside, as a file to mend."""
    request.actor.must(MAY)
    file = rejected_file(work_of(work_id, READING).id)
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


def _followed(seen: WorkSeen) -> Followed:
    waits = seen.kind == READING and seen.state is WorkState.DONE and kept_change(seen.id) is not None
    links = [Way(address_of("people.roster_change", seen.id), _("See what changes"), is_main=True)] if waits else []
    rejected_url = _rejected_url(seen)
    if rejected_url:
        many = _("%(n)s rows were set aside: see why (CSV)") % {
            "n": count(seen.result.get("rejected", 0) + seen.result.get("unread", 0))
        }
        links.append(Way(rejected_url, many))
    return Followed(seen, "people.roster_work", tuple(links))


def _rejected_url(seen: WorkSeen) -> str:
    has = seen.kind == READING and rejected_file(seen.id) is not None
    return address_of("people.roster_rejected", seen.id) if has else ""
