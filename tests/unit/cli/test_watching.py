"""The terminal's door for whoever is on call, and for whoever decides."""

from __future__ import annotations

from datetime import timedelta

from click.testing import CliRunner, Result
from django.utils import timezone

from cast import Cast
from chalkline.approve.human_records.models import HumanRecord
from chalkline.approve.uses.models import ApprovedUse
from chalkline.cli.main import chalkline
from chalkline.oversee.on_call.api import Alert
from naming_on_call import name_on_call
from unit.approve.test_human_records import use_of
from unit.oversee.test_on_call import alerted


def run(*words: str, who: str = "tess.moreno") -> Result:
    return CliRunner().invoke(chalkline, [*words, "--as", f"{who}@cedarhollow.example"])


def test_an_alert_is_taken_and_closed_with_what_was_seen(cast: Cast) -> None:
    name_on_call(cast)
    alert = alerted(cast.alder, person="kim")
    listed = run("alerts", "list").output
    assert str(alert.pk) in listed and "open: self_harm, with Tess Moreno" in listed and "kill" not in listed
    assert str(alert.pk) not in run("alerts", "list", who="nora.bell").output
    assert "(not_found)" in run("alerts", "take", str(alert.pk), who="nora.bell").stderr
    assert "You have it" in run("alerts", "take", str(alert.pk)).output
    alerted(cast.alder, number=2, person="kim")
    words = "Spoke with the student and the family."
    assert "(on_call.more_came)" in run("alerts", "close", str(alert.pk), words, "--seen", "1").stderr
    assert "closed" in run("alerts", "close", str(alert.pk), words, "--seen", "2").output
    assert "(not_allowed)" in run("alerts", "drill").stderr
    assert "was told" in run("alerts", "drill", who="sue.park").output and Alert.objects.filter(is_drill=True).exists()


def test_a_record_is_opened_before_and_decided_after(cast: Cast) -> None:
    today, use = timezone.localdate(), use_of(cast)
    ApprovedUse.objects.update(starts_on=today - timedelta(days=2), expires_on=today + timedelta(days=100))
    until = str(today + timedelta(days=9))
    opened = run("records", "open", str(use.pk), "Who is invited to the group", "--until", until)
    record_id = opened.output.strip()
    assert HumanRecord.objects.get(pk=record_id).decider == cast.tess.person
    assert (
        record_id in run("records", "list").output and record_id not in run("records", "list", who="theo.banks").output
    )
    decided = ("records", "decide", record_id, "Six of the nine are invited.", "--why", "Their teachers know them.")
    assert "(not_found)" in run(*decided, "--first", "--followed", "partly", who="theo.banks").stderr
    assert run(*decided, "--first", "--followed", "partly").exit_code == 0
    assert "(human_records.ended)" in run("records", "withdraw", record_id, "It was a mistake.").stderr
