"""The lists: staff with what they hold, schools; students and families for those who answer for the roster."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import (
    ROLE_NAMES,
    ROSTER_ROLE_NAMES,
    Role,
    School,
    holding,
    named,
    schools_shown,
    staff,
    students_and_families,
)
from chalkline.rulebook.api import grade_name
from chalkline.web.pages.people.telling import grant_said, parts_of_people, roster_role_said, sign_in_said
from chalkline.web.routes import Request, page
from chalkline.web.tables import Column, Filter, Link, Status, Table

CHILDREN = ("student", "guardian", "parent", "relative")


@page("people/", name="people.home", permission="people.see_staff")
def home(request: Request) -> HttpResponseBase:
    """Who works here or is seated here, and what each may do."""
    actor = request.actor
    opens = actor.may("people.open_account")
    columns = [
        Column("name", _("Name"), sort="family_name"),
        Column("is", _("On the roster as"), sort="roster_role"),
        Column("school", _("School"), sort="school__name"),
        Column("roles", _("Roles given here")),
        *([Column("sign_in", _("Sign-in"))] if opens else []),
    ]
    table = Table(
        request,
        "people",
        caption=_("Staff, and people seated here from outside"),
        columns=columns,
        rows=staff(actor),
        row=lambda each: _row(each, opens),
        search=named,
        filters=[
            Filter("school", _("School"), _schools(request), lambda rows, value: rows.filter(school_id=value)),
            Filter("is", _("On the roster as"), _roster_roles(), lambda rows, value: rows.filter(roster_role=value)),
            Filter("role", _("Role given here"), list(ROLE_NAMES.items()), _holding),
        ],
        order="name",
        empty=_("Nobody fits."),
    )
    if table.wants_file:
        return table.file()
    context = {
        "parts": parts_of_people(request, "people.home"),
        "table": table,
        "may_add": opens,
        "may_import": actor.may("people.import_roster"),
    }
    return render(request, "people/home.html", context)


def _row(person: Any, opens: bool) -> list[Any]:
    held = [grant_said(grant) for grant in person.held]
    cells = [
        Link(str(person), reverse("people.show", args=[person.pk]), note=person.email),
        roster_role_said(person),
        person.school.name if person.school else "",
        held[0] if len(held) == 1 else _listed(held),
    ]
    return [*cells, sign_in_said(getattr(person, "account", None))] if opens else cells


def _holding(rows: Any, role: str) -> Any:
    return holding(rows, Role(role))


def _listed(held: list[Any]) -> Any:
    return Sentence("{roles}", roles=tuple(held)) if held else ""


def _schools(request: Request) -> list[tuple[str, str]]:
    return [(str(school.pk), school.name) for school in schools_shown(request.actor).filter(is_active=True)]


def _roster_roles() -> list[tuple[str, Any]]:
    return [(key, said) for key, said in ROSTER_ROLE_NAMES.items() if key not in CHILDREN]


@page("people/students/", name="people.students", permission="people.see_roster")
def students(request: Request) -> HttpResponseBase:
    """The children of the roster and their families, for the two who answer for the roster."""
    table = Table(
        request,
        "students",
        caption=_("Students and families on the roster"),
        columns=[
            Column("name", _("Name"), sort="family_name"),
            Column("is", _("On the roster as"), sort="roster_role"),
            Column("grade", _("Grade"), sort="grade"),
            Column("school", _("School"), sort="school__name"),
        ],
        rows=students_and_families(request.actor),
        row=lambda each: [
            Link(str(each), reverse("people.show", args=[each.pk])),
            roster_role_said(each),
            grade_name(each.grade) if each.grade else "",
            each.school.name if each.school else "",
        ],
        search=named,
        filters=[
            Filter("school", _("School"), _schools(request), lambda rows, value: rows.filter(school_id=value)),
            Filter(
                "is",
                _("On the roster as"),
                [(key, ROSTER_ROLE_NAMES[key]) for key in CHILDREN],
                lambda rows, value: rows.filter(roster_role=value),
            ),
        ],
        order="name",
        empty=_("Nobody fits."),
    )
    if table.wants_file:
        return table.file()
    return render(
        request, "people/students.html", {"parts": parts_of_people(request, "people.students"), "table": table}
    )


@page("people/schools/", name="people.schools", permission="people.see_staff")
def schools(request: Request) -> HttpResponseBase:
    """The schools of the roster."""
    sees_children = request.actor.may("people.see_roster")
    table = Table(
        request,
        "schools",
        caption=_("Schools"),
        columns=[
            Column("name", _("School"), sort="name"),
            Column("staff", _("Staff"), sort="staff", number=True),
            *([Column("students", _("Students"), sort="students", number=True)] if sees_children else []),
            Column("state", _("State")),
        ],
        rows=_counted(schools_shown(request.actor)),
        row=lambda each: _school_row(each, sees_children),
        order="name",
    )
    if table.wants_file:
        return table.file()
    return render(request, "people/schools.html", {"parts": parts_of_people(request, "people.schools"), "table": table})


def _counted(rows: QuerySet[School]) -> QuerySet[Any]:
    here = Q(people__is_active=True)
    return rows.annotate(
        staff=Count("people", filter=here & ~Q(people__roster_role__in=CHILDREN)),
        students=Count("people", filter=here & Q(people__roster_role="student")),
    )


def _school_row(school: Any, sees_children: bool) -> list[Any]:
    name = Link(school.name, f"{reverse('people.home')}?people-school={school.pk}") if school.is_active else school.name
    state = Status(_("Open"), "ok") if school.is_active else Status(_("No longer on the roster"), "quiet")
    counts = [school.staff, school.students] if sees_children else [school.staff]
    return [name, *counts, state]
