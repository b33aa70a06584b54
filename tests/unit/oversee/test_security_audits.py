"""The product answers what it knows, people show the rest, and nobody retests their own mending."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.oversee.security_audits.api import (
    Answered,
    Evidence,
    SecurityAudit,
    Severity,
    Verdict,
    Weakness,
    WeaknessState,
    answer_item,
    begin_security_audit,
    checklist,
    finish_security_audit,
    mend_weakness,
    note_weakness,
    retest_weakness,
    security_audit_by_id,
    weaknesses,
)
from chalkline.oversee.security_audits.probes import PROBES
from deciding import STUDENT_USE, use_granted
from expecting import problem
from visiting import visitor

SEEN = Answered(Verdict.YES, Evidence.SEEN, "Looked at the settings with the vendor on the phone.")


def noted(cast: Cast) -> Weakness:
    audit = begin_security_audit(cast.sam.actor, now=NOW)
    due = localdate(NOW) + timedelta(days=14)
    return note_weakness(
        cast.sam.actor, audit, "keys_stored", "A key is in a shared file.", severity=Severity.HIGH,
        owner=cast.tess.person, due_on=due, now=NOW,
    )  # fmt: skip


def test_what_our_own_records_show_is_answered_at_once(cast: Cast) -> None:
    visitor(cast.priya)  # has a second step; the others of the cast have none
    audit = begin_security_audit(cast.sam.actor, now=NOW)
    answers = {each.item: each for each in audit.answers.all()}
    assert set(answers) == {each.id for each in checklist()[2] if each.probe} == set(PROBES)
    assert answers["second_step"].verdict == Verdict.PARTLY and "1 of " in answers["second_step"].words
    assert answers["leavers"].verdict == Verdict.NO and answers["leavers"].words.startswith("1 ")  # Otto's account
    assert answers["policy_current"].verdict == Verdict.NO


def test_a_use_with_student_records_and_no_agreement_is_counted(cast: Cast) -> None:
    use = use_granted(cast, **STUDENT_USE)
    answer = PROBES["agreements"](use.granted_at + timedelta(days=1))
    assert answer.verdict is Verdict.NO and answer.words.startswith("1 of 1")


@pytest.mark.parametrize(
    "answered",
    [
        replace(SEEN, words=" "),
        Answered(Verdict.YES, Evidence.LINK, link="javascript:alert(1)"),
        Answered(Verdict.YES, Evidence.LINK, link="http://plain.example/report"),
        Answered(Verdict.YES, Evidence.LINK, link="https://[broken"),
        Answered(Verdict.YES, Evidence.FILE),
        replace(SEEN, words="x" * 5001),
    ],
)
def test_an_answer_needs_evidence(cast: Cast, answered: Answered) -> None:
    audit = begin_security_audit(cast.sam.actor, now=NOW)
    with problem("security_audits.evidence_needed"):
        answer_item(cast.sam.actor, audit, "backup", answered, now=NOW)


def test_it_is_finished_when_every_question_has_an_answer_and_then_stands(cast: Cast) -> None:
    audit = begin_security_audit(cast.sam.actor, now=NOW)
    with problem("security_audits.unanswered"):
        finish_security_audit(cast.sam.actor, audit, now=NOW)
    with problem("security_audits.no_such_item"):
        answer_item(cast.sam.actor, audit, "nonsense", SEEN, now=NOW)
    for each in checklist()[2]:
        answer_item(cast.sam.actor, audit, each.id, SEEN, now=NOW)
    finish_security_audit(cast.sam.actor, audit, now=NOW)
    with problem("security_audits.finished"):
        answer_item(cast.sam.actor, audit, "backup", SEEN, now=NOW)


def test_who_mends_does_not_retest_and_only_the_owner_sees_their_weakness(cast: Cast) -> None:
    weakness = noted(cast)
    assert list(weaknesses(cast.tess.actor)) == [weakness] and not weaknesses(cast.theo.actor)
    with problem("not_found"):
        mend_weakness(cast.theo.actor, weakness, note="Done.", now=NOW)
    with problem("security_audits.not_now"):
        retest_weakness(cast.sam.actor, weakness, holds=True, now=NOW)
    mend_weakness(cast.sam.actor, weakness, note="Moved to the safe.", now=NOW)
    with problem("security_audits.own_mending"):
        retest_weakness(cast.sam.actor, weakness, holds=True, now=NOW)
    assert retest_weakness(cast.priya.actor, weakness, holds=False, now=NOW).state == WeaknessState.OPEN
    mend_weakness(cast.tess.actor, weakness, note="Now it is.", now=NOW)
    with problem("not_allowed"):
        retest_weakness(cast.tess.actor, weakness, holds=True, now=NOW)
    assert retest_weakness(cast.priya.actor, weakness, holds=True, now=NOW).state == WeaknessState.CLOSED
    assert not weaknesses(cast.tess.actor)


def test_a_weakness_needs_words_and_a_day(cast: Cast) -> None:
    audit = begin_security_audit(cast.sam.actor, now=NOW)
    with problem("security_audits.weakness_incomplete"):
        note_weakness(
            cast.sam.actor, audit, "backup", " ", severity=Severity.LOW, owner=cast.sam.person,
            due_on=localdate(NOW) - timedelta(days=1), now=NOW,
        )  # fmt: skip


def test_others_do_not_learn_of_an_audit(cast: Cast) -> None:
    audit = begin_security_audit(cast.sam.actor, now=NOW)
    for outsider in (cast.tess, cast.paula, cast.bo, cast.fay):
        with problem("not_found"):
            security_audit_by_id(outsider.actor, str(audit.pk))
    with problem("not_allowed"):
        begin_security_audit(cast.priya.actor, now=NOW)


def test_an_audit_in_the_browser(cast: Cast) -> None:
    sam = visitor(cast.sam)
    page = sam.post("/protect/security/begin/")
    at = page["Location"]
    assert "Computed from our own records" in sam.get(at).content.decode()
    again = sam.post(f"{at}backup/", {"verdict": "yes"}).content.decode()
    assert 'href="#id_words"' in again
    file = SimpleUploadedFile("restore.pdf", b"%PDF-1.7 restored")
    assert sam.post(f"{at}backup/", {"verdict": "yes", "file": file}).status_code == 302
    text = sam.get(at).content.decode()
    assert "restore.pdf" in text and "SHA-256" in text
    weak = {
        "do": "weakness",
        "text": "A key is shared.",
        "severity": "high",
        "owner": cast.dana.actor.id,
        "due_on": "2099-01-01",
    }
    assert sam.post(f"{at}keys_stored/", weak).status_code == 302
    weakness = Weakness.objects.get()
    dana = visitor(cast.dana)
    assert "A key is shared." in dana.get("/protect/security/").content.decode()
    dana.post(f"/protect/security/weaknesses/{weakness.pk}/", {"do": "mended", "note": "Moved."})
    sam.post(f"/protect/security/weaknesses/{weakness.pk}/", {"do": "holds"})
    weakness.refresh_from_db()
    assert weakness.state == WeaknessState.CLOSED and SecurityAudit.objects.count() == 1
    assert visitor(cast.tess).get(at).status_code in {403, 404}
