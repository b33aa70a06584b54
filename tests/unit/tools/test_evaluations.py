"""Evaluations: the vendor's link from end to end, what blocks, who may accept a risk, and attempts that are refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.approve.packets.api import packet_of
from chalkline.kernel.clock import utc_now
from chalkline.ledger.api import history_of
from chalkline.tools.evaluations.api import (
    AnswerGiven,
    Assessed,
    Judgment,
    ProofGiven,
    ProofKind,
    Says,
    Subprocessor,
    accept_risk,
    answer_from_documents,
    ask_back,
    assess_answers,
    attach_evidence,
    attach_evidence_by_link,
    end_accepted_risk,
    finish_evaluation,
    list_subprocessors_by_link,
    name_respondent,
    record_of,
    revoke_vendor_link,
    save_answers,
    standing_of,
    start_evaluation,
    submit_answers,
)
from chalkline.tools.evaluations.models import Answer, Evaluation, Submission, VendorLink
from deciding import ready_request
from evaluating import PDF, TODAY, VISITOR, WHO, begun, evaluated, everything, finished, found, handed_in, linked
from expecting import problem

YES = AnswerGiven(Says.YES, "Yes.")
REASON = "We switch the sharing off ourselves and look again in spring."


def test_a_vendor_answers_by_its_link_once_and_hands_in(cast: Cast) -> None:
    evaluation = begun(cast, "Pine Reader", "student_facing")
    secret = linked(cast, evaluation)
    assert secret not in str(VendorLink.objects.values()) and "F01" in record_of(evaluation).questions_by_id
    assert "F08" not in record_of(evaluation).questions_by_id  # for products that monitor
    assert save_answers(VISITOR, secret, {"P01": YES, "S02": YES}, now=NOW) == ("P01", "S02")
    assert save_answers(VISITOR, secret, {"P01": YES, "S02": AnswerGiven(Says.NO)}, now=NOW) == ("S02",)
    with problem("evaluations.who_answers"):
        submit_answers(VISITOR, secret, now=NOW)
    name_respondent(VISITOR, secret, WHO, now=NOW)
    with problem("evaluations.gates_unanswered"):
        submit_answers(VISITOR, secret, now=NOW)
    save_answers(VISITOR, secret, everything(evaluation), now=NOW)
    handed = submit_answers(VISITOR, secret, now=NOW)
    assert handed.number == 1 and len(handed.digest) == 64
    assert Answer.objects.filter(question="S02").count() == 3  # each answer ever given stays
    for again in (
        lambda: save_answers(VISITOR, secret, {"P01": AnswerGiven(Says.NO)}, now=NOW),
        lambda: submit_answers(VISITOR, secret, now=NOW),
        lambda: name_respondent(VISITOR, secret, WHO, now=NOW),
        lambda: attach_evidence_by_link(VISITOR, secret, ProofGiven(ProofKind.SOC2, "R"), "r.pdf", PDF, now=NOW),
    ):
        with problem("evaluations.link_over"):
            again()
    told = history_of("evaluation", str(evaluation.pk))
    assert not any("Lena" in str(each.values) or "lena@" in str(each.values) for each in told)


def test_a_link_ends_by_itself_when_it_is_revoked_and_never_opens_another_tool(cast: Cast) -> None:
    one, other = begun(cast), begun(cast, "Oak Tutor")
    first = linked(cast, one)
    late = NOW + timedelta(days=31)
    with problem("evaluations.link_over"):
        save_answers(VISITOR, first, {"P01": YES}, now=late)
    save_answers(VISITOR, first, {"P01": YES}, now=NOW)
    assert not record_of(other).answers  # the link's own evaluation and no other
    with problem("evaluations.not_asked"):
        save_answers(VISITOR, first, {"F08": YES}, now=NOW)  # not put to this product
    second = linked(cast, one)
    with problem("evaluations.link_over"):
        save_answers(VISITOR, first, {"P02": YES}, now=NOW)  # replaced
    assert record_of(one).answers.keys() == {"P01"}  # what was saved stays
    revoke_vendor_link(cast.priya.actor, one, now=NOW)
    with problem("evaluations.link_over"):
        save_answers(VISITOR, second, {"P02": YES}, now=NOW)
    with problem("evaluations.link_over"):
        save_answers(VISITOR, "cv-guessed", {"P02": YES}, now=NOW)


def test_after_a_submission_only_what_was_asked_back_can_be_answered(cast: Cast) -> None:
    evaluation = handed_in(cast, begun(cast))
    with problem("evaluations.nothing_asked"):
        linked(cast, evaluation)
    with problem("evaluations.answer_frozen"):
        answer_from_documents(cast.priya.actor, evaluation, {"P01": AnswerGiven(Says.NO)}, now=NOW)
    assess_answers(cast.priya.actor, evaluation, {"P05": Assessed(Judgment.STATEMENT)}, now=NOW)
    ask_back(cast.priya.actor, evaluation, "P05", "How long are backups kept?", now=NOW)
    secret = linked(cast, evaluation)
    with problem("evaluations.not_asked"):
        save_answers(VISITOR, secret, {"P01": AnswerGiven(Says.NO)}, now=NOW)
    with problem("evaluations.vendor_answers"):
        assess_answers(cast.priya.actor, evaluation, {"P06": Assessed(Judgment.STATEMENT)}, now=NOW)
    save_answers(VISITOR, secret, {"P05": AnswerGiven(Says.PARTLY, "Ninety days.")}, now=NOW)
    name_respondent(VISITOR, secret, WHO, now=NOW)
    assert submit_answers(VISITOR, secret, now=NOW).number == 2
    kept = record_of(evaluation)
    assert "P05" in {each.id for each in kept.unassessed}  # a new answer is looked at anew
    assert Submission.objects.get(number=1).digest != Submission.objects.get(number=2).digest


def test_files_are_kept_as_they_came_and_what_is_no_document_is_refused(cast: Cast) -> None:
    secret = linked(cast, evaluation := begun(cast))
    given = ProofGiven(ProofKind.SOC2, "SOC 2 Type II", ("S02",), issued_on=TODAY - timedelta(100))
    kept = attach_evidence_by_link(VISITOR, secret, given, "../../etc/SOC2 <b>.pdf", PDF, now=NOW)
    assert kept.file.read() == PDF and "/" not in kept.file_name and "<" not in kept.file_name
    assert kept.good_until == TODAY + timedelta(265) and kept.file.name.endswith(".bin")
    for name, content in [
        ("a.pdf", b"MZ\x90 program"), ("a.exe", b"MZ"), ("a.html", b"<script>"), ("a.svg", b"<svg/>"), ("a.pdf", b""),
        ("a.txt", b"\xff\xfe\x00"), ("noending", b"x"), ("a.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024)),
    ]:  # fmt: skip
        with problem("evaluations.file_refused"):
            attach_evidence_by_link(VISITOR, secret, given, name, content, now=NOW)
    with problem("evaluations.evidence_unclear"):
        attach_evidence_by_link(VISITOR, secret, given, "again.pdf", PDF, now=NOW)
    companies = [Subprocessor("CloudHost", "United States", "hosting", ("student_work",))]
    assert list_subprocessors_by_link(VISITOR, secret, companies, now=NOW)
    assert list_subprocessors_by_link(VISITOR, secret, companies, now=NOW) is None  # says the same
    with problem("evaluations.subprocessors_unclear"):
        list_subprocessors_by_link(VISITOR, secret, [*companies, *companies], now=NOW)
    assert record_of(evaluation).subprocessors[0].country == "United States"


def test_a_failed_gate_and_a_red_flag_block_until_somebody_who_may_accepts_the_risk(cast: Cast) -> None:
    request = ready_request(cast)
    evaluation = handed_in(cast, begun(cast, request.tool.name, now=utc_now()), now=utc_now())
    wrong = {
        "A01": Assessed(Judgment.DOES_NOT, "They train on prompts."),
        "P09": Assessed(Judgment.PARTLY, "Only staff.", red_flag=True),
    }
    finished(cast, evaluation, now=utc_now(), **wrong)
    standing = standing_of(request.tool.slug)
    assert standing and [each.question for each in standing.failed_gates] == ["A01"]
    assert [each.question for each in standing.red_flags] == ["P09"]
    packet = packet_of(request)
    assert packet and len([each for each in packet.objections if "train or improve" in each]) == 1
    assert packet.content["evaluation"]["points"] == standing.points
    until = localdate() + timedelta(90)
    for who, code in [
        ("ada", "not_allowed"), ("tess", "not_allowed"), ("bo", "not_allowed"), ("priya", "evaluations.scored_it"),
    ]:  # fmt: skip
        with problem(code):
            accept_risk(getattr(cast, who).actor, evaluation, "A01", reason=REASON, until=until, now=utc_now())
    for asked, code in [
        ({"question": "P01"}, "evaluations.nothing_to_accept"),
        ({"reason": "ok"}, "evaluations.acceptance_unclear"),
        ({"until": localdate()}, "evaluations.acceptance_unclear"),
        ({"until": localdate() + timedelta(400)}, "evaluations.acceptance_unclear"),
    ]:
        with problem(code):
            accept_risk(
                cast.sue.actor, evaluation, now=utc_now(),
                **{"question": "A01", "reason": REASON, "until": until, **asked},
            )  # fmt: skip
    accept_risk(cast.sue.actor, evaluation, "A01", reason=REASON, until=until, now=utc_now())
    now = standing_of(request.tool.slug)
    assert now and not now.failed_gates and now.points == standing.points  # accepted, never counted as met
    later = standing_of(request.tool.slug, until + timedelta(1))
    assert later and [each.question for each in later.failed_gates] == ["A01"]
    end_accepted_risk(cast.sue.actor, evaluation, "A01", now=utc_now())
    assert (ended := standing_of(request.tool.slug)) and ended.failed_gates


def test_whoever_asks_for_the_tool_neither_assesses_nor_accepts(cast: Cast) -> None:
    request = ready_request(cast, "dana")
    evaluation = handed_in(cast, begun(cast, request.tool.name, now=utc_now()), now=utc_now())
    with problem("evaluations.own_request"):
        assess_answers(cast.dana.actor, evaluation, {"P01": Assessed(Judgment.STATEMENT)}, now=utc_now())
    finished(cast, evaluation, now=utc_now(), A01=Assessed(Judgment.DOES_NOT, "They train on prompts."))
    with problem("evaluations.own_request"):
        until = localdate() + timedelta(30)
        accept_risk(cast.dana.actor, evaluation, "A01", reason=REASON, until=until, now=utc_now())


def test_what_nobody_answered_is_never_met_and_proof_must_be_on_file(cast: Cast) -> None:
    evaluation = begun(cast)
    for how in (Judgment.STATEMENT, Judgment.EVIDENCE, Judgment.INDEPENDENT):
        with problem("evaluations.nothing_said" if how is Judgment.STATEMENT else "evaluations.no_proof"):
            assess_answers(cast.priya.actor, evaluation, {"P01": Assessed(how)}, now=NOW)
    answer_from_documents(cast.priya.actor, evaluation, {"S02": YES}, now=NOW)
    given = ProofGiven(ProofKind.SOC2, "SOC 2", ("S02",), expires_on=TODAY + timedelta(30))
    attach_evidence(cast.priya.actor, evaluation, given, "soc2.pdf", PDF, now=NOW)
    assess_answers(cast.priya.actor, evaluation, {"S02": Assessed(Judgment.INDEPENDENT)}, now=NOW)
    with problem("evaluations.note_needed"):
        assess_answers(cast.priya.actor, evaluation, {"P01": Assessed(Judgment.DOES_NOT)}, now=NOW)
    with problem("evaluations.not_all_assessed"):
        finish_evaluation(cast.priya.actor, evaluation, now=NOW)
    rest = {each.id: Assessed(Judgment.NOT_ANSWERED) for each in record_of(evaluation).questions if each.id != "S02"}
    assess_answers(cast.priya.actor, evaluation, rest, now=NOW)
    finish_evaluation(cast.priya.actor, evaluation, now=NOW)
    slug = evaluation.tool.slug
    today, after = standing_of(slug, TODAY), standing_of(slug, TODAY + timedelta(31))
    assert today and after and (today.points, after.points) == (4 * 4, 4 * 2)  # proof ran out: the word is left
    assert after.lapsed == ("S02",) and today.record == after.record
    with problem("evaluations.closed"):
        assess_answers(cast.priya.actor, evaluation, found(evaluation), now=NOW)
    with problem("evaluations.closed"):
        answer_from_documents(cast.priya.actor, evaluation, {"S03": YES}, now=NOW)


def test_one_evaluation_at_a_time_looked_after_by_somebody_who_can(cast: Cast) -> None:
    evaluation = begun(cast)
    asked = {"facets": (), "owner": cast.priya.person, "due_on": TODAY + timedelta(9), "now": NOW}
    with problem("evaluations.under_way"):
        start_evaluation(cast.priya.actor, evaluation.tool, **asked)
    with problem("evaluations.owner_cannot"):
        start_evaluation(cast.priya.actor, evaluation.tool, **{**asked, "owner": cast.tess.person})
    with problem("evaluations.facets_unknown"):
        start_evaluation(cast.priya.actor, evaluation.tool, **{**asked, "facets": ("shiny",)})
    with problem("evaluations.due_unclear"):
        start_evaluation(cast.priya.actor, evaluation.tool, **{**asked, "due_on": TODAY - timedelta(1)})
    with problem("not_allowed"):
        start_evaluation(cast.tess.actor, evaluation.tool, **asked)
    finished(cast, handed_in(cast, evaluation))
    assert begun(cast).pk != evaluation.pk and Evaluation.objects.count() == 2
    assert (held := standing_of(evaluation.tool.slug)) and held.is_finished  # the finished one counts meanwhile


@pytest.mark.parametrize("who", ["tess", "carl", "bo", "fay", "paula"])
def test_only_those_who_answer_for_it_finish_an_evaluation(cast: Cast, who: str) -> None:
    evaluation = handed_in(cast, begun(cast))
    with problem("not_allowed"):
        finish_evaluation(getattr(cast, who).actor, evaluation, now=NOW)


def test_a_packet_keeps_the_standing_that_was_frozen(cast: Cast) -> None:
    request = ready_request(cast)
    assert "evaluation" not in (packet_of(request) or request).content  # type: ignore[union-attr]
    evaluated(cast, request.tool.name, now=utc_now())
    packet = packet_of(request)
    assert packet and packet.content["evaluation"]["percent"] == 50 and not packet.objections
