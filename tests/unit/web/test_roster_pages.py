"""The roster in the browser: handed in, followed, looked at, taken over; nothing changes before that."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from cast import Cast
from chalkline.jobs.api import run_pending
from chalkline.kernel.clock import utc_now
from chalkline.people.models import Person
from visiting import visitor

ORGS = b"sourcedId,name,type\nS1,Alder Creek Elementary,school\nS4,Juniper Middle School,school\n"
USERS = (
    b"sourcedId,role,orgSourcedIds,givenName,familyName,email\n"
    b"u1,teacher,S1,Ana,Reyes,ana@pine.example\nu2,student,S1,Will,Grace,\nu2,student,S1,Will,Twice,\n"
)


def export() -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("orgs.csv", ORGS)
        archive.writestr("users.csv", USERS)
    return SimpleUploadedFile("oneroster.zip", out.getvalue())


def test_a_roster_is_seen_before_it_changes_anything(cast: Cast) -> None:
    dana = visitor(cast.dana)
    assert dana.post("/people/roster/", {}).status_code == 302
    assert dana.post("/people/roster/", {"roster": export()}).status_code == 302
    assert "oneroster.zip" in dana.get("/people/roster/").content.decode()
    run_pending(now=utc_now())
    page = dana.get("/people/roster/").content.decode()
    change = page.split('class="act" href="')[1].split('"')[0]
    shown = dana.get(change).content.decode()
    assert "Ana Reyes" in shown and "Tess Moreno" in shown and "One row cannot be used" in shown
    assert "stands on an earlier row too" in b"".join(dana.get(f"{change}rejected/")).decode()  # type: ignore[arg-type]
    assert not Person.objects.filter(sourced_id="u1").exists()
    assert "This roster cannot be taken over" in shown and "even_if_roles_end" not in shown
    dana.post(change, {"even_if_many_leave": "yes", "even_if_roles_end": "yes"})
    assert not Person.objects.filter(sourced_id="u1").exists()


def test_who_leaves_with_a_role_is_said_by_name_before_it_is_taken_over(cast: Cast) -> None:
    Person.objects.filter(pk=cast.dana.person.pk).update(sourced_id=None)
    dana = visitor(cast.dana)
    dana.post("/people/roster/", {"roster": export()})
    run_pending(now=utc_now())
    change = dana.get("/people/roster/").content.decode().split('class="act" href="')[1].split('"')[0]
    assert "their roles end: Ada Lind, Bo Tran" in dana.get(change).content.decode()
    refused = dana.post(change)
    assert refused.status_code == 200 and "You have to say that it is right" in refused.content.decode()
    assert dana.post(change, {"even_if_many_leave": "yes"}).status_code == 200
    assert dana.post(change, {"even_if_many_leave": "yes", "even_if_roles_end": "yes"}).status_code == 302
    run_pending(now=utc_now())
    assert Person.objects.filter(sourced_id="u1").exists()


def test_others_do_not_get_near_it(cast: Cast) -> None:
    dana = visitor(cast.dana)
    dana.post("/people/roster/", {"roster": export()})
    run_pending(now=utc_now())
    change = dana.get("/people/roster/").content.decode().split('class="act" href="')[1].split('"')[0]
    for who in (cast.sue, cast.priya, cast.tess):
        client = visitor(who)
        for address in ("/people/roster/", change, f"{change}rejected/"):
            assert client.get(address).status_code == 403
        assert client.post(change).status_code == 403


def test_what_is_no_roster_says_so(cast: Cast) -> None:
    dana = visitor(cast.dana)
    dana.post("/people/roster/", {"roster": SimpleUploadedFile("../../.users.csv", USERS)})
    run_pending(now=utc_now())
    page = dana.get("/people/roster/").content.decode()
    assert "is missing from the export" in page and "See what changes" not in page
