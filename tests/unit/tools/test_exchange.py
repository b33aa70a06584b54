"""Two districts with homes, databases and keys of their own exchange an evaluation; forged files are refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from cast import Cast
from chalkline.kernel.canonical import canonical_json
from chalkline.kernel.clock import utc_now
from chalkline.kernel.keyring import Keyring
from chalkline.tools.evaluations.api import (
    Assessed,
    Judgment,
    assess_answers,
    confirm_district_key,
    export_evaluation,
    fingerprint,
    finish_evaluation,
    read_document,
    receive_shared,
    record_of,
    refuse_district_key,
    standing_of,
    take_over_shared,
)
from chalkline.tools.evaluations.exchange import FORMAT, sign_document
from chalkline.tools.evaluations.models import Evidence, Shared
from chalkline.tools.register.api import register_tool
from evaluating import begun, evaluated, handed_in
from expecting import problem
from visiting import visitor

TESTS = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """The file that Maple Grove took out of its own Chalkline, and its fingerprint."""
    home = tmp_path_factory.mktemp("maple")
    known = {name: value for name, value in os.environ.items() if not name.startswith(("CHALKLINE_", "DJANGO_"))}
    place = {
        **known,
        "CHALKLINE_HOME": str(home),
        "CHALKLINE_DISTRICT": "Maple Grove Schools",
        "CHALKLINE_DOMAIN": "maple.example",
        "CHALKLINE_SECRET": "x" * 50,
        "PYTHONPATH": f"{TESTS.parent / 'src'}:{TESTS}",
    }
    command = [sys.executable, str(TESTS / "elsewhere.py"), str(home)]
    run = subprocess.run(command, env=place, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    file, print_ = run.stdout.strip().splitlines()[-2:]
    return Path(file).read_bytes(), print_


def test_two_districts_exchange_an_evaluation_and_it_counts_once_somebody_takes_it_over(
    cast: Cast, sent: tuple[bytes, str]
) -> None:
    data, told = sent
    assert b"@pinereader" not in data and b"priya@" not in data and b"Lena" not in data and b"Ms. Vogt" not in data
    assert not json.loads(data.split(b"\n", 1)[0])["files"]  # no file unless chosen
    now, tool = utc_now(), register_tool(cast.tess.actor, "Pine Reader", now=utc_now())
    with problem("not_allowed"):
        receive_shared(cast.tess.actor, data, tool, now=now)
    shared = receive_shared(cast.priya.actor, data, tool, now=now)
    assert receive_shared(cast.priya.actor, data, tool, now=now).pk == shared.pk and Shared.objects.count() == 1
    assert standing_of(tool.slug) is None  # another district's word counts for nothing by itself
    assert fingerprint(shared.key.public) == told and shared.key.district == "Maple Grove Schools"
    evaluation = begun(cast, now=now)
    with problem("evaluations.key_unknown"):
        take_over_shared(cast.priya.actor, evaluation, shared, now=now)
    with problem("evaluations.fingerprint_differs"):
        confirm_district_key(cast.priya.actor, shared.key, "0000 0000", now=now)
    with problem("not_allowed"):
        confirm_district_key(cast.ada.actor, shared.key, told, now=now)
    confirm_district_key(cast.priya.actor, shared.key, told[-9:], now=now)
    assert take_over_shared(cast.priya.actor, evaluation, shared, ["A01"], now=now) == ("A01",)
    taken = take_over_shared(cast.priya.actor, evaluation, shared, now=now)
    assert len(taken) == len(record_of(evaluation).questions)
    kept = record_of(evaluation)
    assert kept.answers["P03"].words == "Ask [address left out] for the list."
    assert "Found by Maple Grove Schools" in kept.assessments["A01"].note and kept.assessments["A01"].by_id
    assert Evidence.objects.get(evaluation=evaluation, kind="soc2").file.name == ""  # seen there, not here
    assess_answers(cast.carl.actor, evaluation, {"P01": Assessed(Judgment.STATEMENT)}, now=now)  # ours over theirs
    finish_evaluation(cast.priya.actor, evaluation, now=now)
    standing = standing_of(tool.slug)
    assert standing and [each.question for each in standing.failed_gates] == ["A01"]


def test_what_its_maker_answered_us_is_never_overwritten(cast: Cast, sent: tuple[bytes, str]) -> None:
    now = utc_now()
    evaluation = handed_in(cast, begun(cast, now=now), now=now)
    shared = receive_shared(cast.priya.actor, sent[0], evaluation.tool, now=now)
    confirm_district_key(cast.priya.actor, shared.key, sent[1], now=now)
    with problem("evaluations.nothing_to_take"):
        take_over_shared(cast.priya.actor, evaluation, shared, now=now)


def test_a_file_that_was_changed_forged_foreign_or_old_is_refused_and_nothing_is_kept(
    cast: Cast, sent: tuple[bytes, str]
) -> None:
    data, now = sent[0], utc_now()
    tool = register_tool(cast.tess.actor, "Pine Reader", now=now)
    body = json.loads(data.split(b"\n", 1)[0])
    mallory = b"m" * 32

    def signed(**changes: object) -> bytes:
        return sign_document({**body, **changes}, mallory)

    assert read_document(signed()).public != body["key"]  # a forger's key is another key: it is not the pinned one
    flipped = data.replace(b'"how":"does_not"', b'"how":"evidence"')
    assert flipped != data
    longer = [{**body["answers"][0], "words": "x" * 5000}, *body["answers"][1:]]
    for wrong, code in [
        (flipped, "evaluations.file_damaged"),
        (data[:-2] + (b"1" if data[-2:-1] == b"0" else b"0") + b"\n", "evaluations.file_damaged"),
        (data + b"\n", "evaluations.file_damaged"),
        (data.split(b"\n", 1)[0] + b"\n" + signed().split(b"\n", 1)[1], "evaluations.file_damaged"),
        (b"", "evaluations.file_damaged"),
        (b"{}\n", "evaluations.file_damaged"),
        (b"[" * 100_000, "evaluations.file_damaged"),
        (b"PK\x03\x04", "evaluations.file_damaged"),
        (json.dumps({**body, "format": "chalkline-evaluation/9"}).encode() + b"\n", "evaluations.file_foreign"),
        (signed(answers=longer), "evaluations.file_damaged"),
        (signed(answers=body["answers"] * 2), "evaluations.file_damaged"),
        (signed(facets=["shiny"], assessments=[{"question": "ZZ"}]), "evaluations.file_damaged"),
        (signed(finished_on="2020-01-01"), "evaluations.file_old"),
        (signed(finished_on=(now.date() + timedelta(9)).isoformat()), "evaluations.file_damaged"),
        (signed(files={"0" * 64: "AAAA"}), "evaluations.file_damaged"),
    ]:
        with problem(code):
            receive_shared(cast.priya.actor, wrong, tool, now=now)
    assert not Shared.objects.exists()
    earlier = signed(finished_on=(now.date() - timedelta(9)).isoformat())
    newer = receive_shared(cast.priya.actor, signed(), tool, now=now)
    with problem("evaluations.file_older"):
        receive_shared(cast.priya.actor, earlier, tool, now=now)
    refuse_district_key(cast.dana.actor, newer.key, now=now)
    with problem("evaluations.key_refused"):
        receive_shared(cast.priya.actor, signed(summary="Again."), tool, now=now)
    assert canonical_json(body)  # what we sign has one spelling


def test_our_own_file_is_not_received_and_confidential_files_travel_only_where_chosen(cast: Cast) -> None:
    now = utc_now()
    evaluation = begun(cast, now=now)
    with problem("evaluations.not_finished"):
        export_evaluation(cast.priya.actor, evaluation, now=now)
    done = evaluated(cast, "Oak Tutor", now=now)
    name, data = export_evaluation(cast.priya.actor, done, now=now)
    assert name.startswith("oak-tutor-") and data.startswith(b'{"answers"') and FORMAT.encode() in data
    with problem("evaluations.file_own"):
        receive_shared(cast.priya.actor, data, done.tool, now=now)
    assert Keyring(settings.CHALKLINE.key_folder).key("exchange").hex().encode() not in data
    page = visitor(cast.priya)
    assert "Our own key" in page.get("/evaluations/shared/").content.decode()
    assert page.post(f"/evaluations/{done.pk}/take-out/").content.split(b"\n")[0] != b""
    assert visitor(cast.tess).post(f"/evaluations/{done.pk}/take-out/").status_code == 403
