"""The roster audit in the browser: handed in, followed, read, taken away as a file."""

from __future__ import annotations

import io
import zipfile

from cast import Cast
from chalkline.data.integrity.api import Audit
from chalkline.jobs.api import run_pending
from exporting import FAULTY
from visiting import visitor


def packed() -> io.BytesIO:
    """The export with planted faults, as a zip file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in FAULTY.glob("*.csv"):
            archive.write(path, path.name)
    whole.seek(0)
    whole.name = "november.zip"
    return whole


def test_an_audit_from_the_upload_to_the_rows_to_fix(cast: Cast) -> None:
    priya = visitor(cast.priya)
    assert "No roster was audited yet" in priya.get("/data/rosters/").content.decode()
    sent = priya.post("/data/rosters/", {"roster": packed()}, follow=True)
    assert "november.zip" in sent.content.decode()
    run_pending()
    page = priya.get("/data/rosters/").content.decode()
    assert "Hand it to nobody" in page and "See what it found" in page
    link = f"{Audit.objects.get().pk}/"
    assert f"/data/rosters/{link}" in page
    shown = priya.get(f"/data/rosters/{link}").content.decode()
    assert "A password in the clear" in shown and "Rows to fix (CSV)" in shown and "Winter2026" not in shown
    assert "not shown" not in shown.split('id="files"')[0].split('id="coverage"')[0]
    rows = priya.get(f"/data/rosters/{link}rows/")
    assert b"users.password" in b"".join(rows)  # type: ignore[arg-type]
    table = priya.get(f"/data/rosters/{link}?table=found&as=csv").content.decode()
    assert "How to fix it" in table


def test_leaders_read_audits_and_others_do_not(cast: Cast) -> None:
    page = visitor(cast.sue).get("/data/rosters/")
    assert page.status_code == 200 and "Audit an export" not in page.content.decode()
    assert visitor(cast.sue).post("/data/rosters/", {"roster": packed()}).status_code == 403
    assert visitor(cast.tess).get("/data/rosters/").status_code == 403
    assert visitor(cast.fay).get("/data/rosters/").status_code == 403


def test_nothing_chosen_is_said_and_nothing_lost(cast: Cast) -> None:
    page = visitor(cast.dana).post("/data/rosters/", {}, follow=True)
    assert "Choose the export first." in page.content.decode()
