"""Who is told when a student may be in danger, what they do, and who may read what was typed."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core import mail

from cast import NOW, Cast
from chalkline.kernel.keyring import Keyring
from chalkline.ledger.api import history_of, settle
from chalkline.oversee.incidents.api import Account, Anchor, IncidentKind, Severity
from chalkline.oversee.on_call.api import (
    Alert,
    AlertSignal,
    AlertState,
    RotaWords,
    Shift,
    alert_by_id,
    alerts,
    alerts_for,
    close_alert,
    hand_over_alert,
    helps_at,
    keep_on_call,
    make_incident,
    pass_on_alerts,
    raise_drill,
    read_alert,
    set_rota,
    take_alert,
    take_in,
)
from chalkline.oversee.on_call.notices import write_notice
from chalkline.people.api import School, system_actor
from chalkline.publish.helps.api import helps_shown
from chalkline.rulebook.api import ChannelKind, ChannelRecord, seal, sealing_half
from expecting import problem
from naming_on_call import name_on_call

IN_SCHOOL = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo(settings.TIME_ZONE))  # a Friday
AT_NIGHT = IN_SCHOOL.replace(hour=23)
TYPED = "i want to kill myself"


def alerted(
    school: School,
    *,
    at: datetime = IN_SCHOOL,
    number: int = 1,
    person: str | None = None,
    category: str = "self_harm",
    severity: int = 3,
    asked: str = TYPED,
) -> Alert:
    """An alert as the channel brings it, twice; each of another person, where nothing else is said."""
    decision_id = f"00000000-0000-4000-8000-{number:012d}"
    public = sealing_half(Keyring(settings.CHALKLINE.key_folder).key("channel"))
    person = f"abcd{number}" if person is None else person
    sealed = json.dumps({"asked": asked, "person": person}).encode()
    record = ChannelRecord(
        kind=ChannelKind.ALERT, decision_id=decision_id, node="n", sequence=number, at=at,
        about={"category": category, "severity": severity, "rule": "self_harm.kill_myself", "direction": "in",
               "school": str(school.pk), "grade_band": "g68", "key_id": "", "use_id": ""},
        sealed=seal(public, sealed, f"alert:{decision_id}"),
    )  # fmt: skip
    for _ in range(2):
        take_in(record, now=at + timedelta(seconds=1))
    return AlertSignal.objects.get(decision_id=decision_id).alert


def test_whoever_is_on_call_is_told_takes_it_and_says_what_was_done(cast: Cast) -> None:
    name_on_call(cast)
    alert = alerted(cast.alder)
    assert alert.responsible == cast.tess.person and alert.in_hours
    assert [each.pk for each in alerts_for(cast.tess.actor)] == [alert.pk]
    taken = take_alert(cast.tess.actor, alert, now=IN_SCHOOL + timedelta(seconds=90))
    assert (taken.state, taken.seconds_until_taken) == (AlertState.TAKEN, 90)
    take_alert(cast.tess.actor, alert, now=IN_SCHOOL + timedelta(seconds=99))
    with problem("on_call.say_what_was_done"):
        close_alert(cast.tess.actor, alert, words="done", now=IN_SCHOOL)
    close_alert(cast.tess.actor, alert, words="Spoke with the student and the family.", now=IN_SCHOOL)
    with problem("on_call.closed"):
        take_alert(cast.tess.actor, alert, now=IN_SCHOOL)
    settle(now=NOW)
    kinds = [told.kind for told in history_of("alert", str(alert.pk))]
    assert sorted(kind.split(".")[-1] for kind in kinds) == ["closed/1", "opened/1", "taken/1"]


def test_what_nobody_takes_goes_to_the_next_and_then_to_the_fallback(cast: Cast) -> None:
    name_on_call(cast)
    alert = alerted(cast.juniper)
    told = [alert.responsible]
    for minutes in (5, 12, 24, 36):
        keep_on_call(now=IN_SCHOOL + timedelta(minutes=minutes))
        alert.refresh_from_db()
        told.append(alert.responsible)
    assert told == [each.person for each in (cast.tess, cast.tess, cast.theo, cast.paula, cast.paula)]
    take_alert(cast.paula.actor, alert, now=IN_SCHOOL + timedelta(minutes=37))
    assert pass_on_alerts(system_actor("test"), now=IN_SCHOOL + timedelta(hours=9)) == 0


def test_outside_hours_the_fallback_is_told_and_students_read_that_school_is_closed(cast: Cast) -> None:
    name_on_call(cast)
    alert = alerted(cast.alder, at=AT_NIGHT)
    assert alert.responsible == cast.paula.person and not alert.in_hours
    assert [each.is_open for each in helps_at(IN_SCHOOL)] == [True]
    assert [each.is_open for each in helps_at(AT_NIGHT)] == [False]
    keep_on_call(now=AT_NIGHT)
    assert [(each.school, each.people, each.is_open) for each in helps_shown()] == [
        ("", "Ms. Moreno, your counselor", False)
    ]


def test_a_school_may_have_a_rota_of_its_own(cast: Cast) -> None:
    name_on_call(cast)
    words = RotaWords((), str(cast.theo.person.pk), 5, "Mr. Banks")
    with problem("not_allowed"):
        set_rota(cast.paula.actor, words, school=cast.juniper, now=NOW)
    set_rota(cast.sue.actor, words, school=cast.juniper, now=NOW)
    assert alerted(cast.juniper).responsible == cast.theo.person
    assert alerted(cast.alder, number=2).responsible == cast.tess.person
    assert {each.school for each in helps_at(IN_SCHOOL)} == {"", str(cast.juniper.pk)}


def test_a_rota_names_people_who_work_here_and_is_never_without_a_fallback(cast: Cast) -> None:
    assert helps_at(NOW) == (), "nobody is named: no student is answered"
    everyday = frozenset(range(7))
    for wrong in (
        RotaWords((), ""),
        RotaWords((), str(cast.otto.person.pk)),
        RotaWords((), str(cast.kim.person.pk)),
        RotaWords((Shift(str(cast.kim.person.pk), everyday, time(7), time(8)),), str(cast.paula.person.pk)),
        RotaWords((Shift(str(cast.tess.person.pk), everyday, time(9), time(8)),), str(cast.paula.person.pk)),
        RotaWords((), str(cast.paula.person.pk), minutes=0),
        RotaWords((), str(cast.paula.person.pk), zone="Mars/Olympus"),
    ):
        with problem("on_call.rota_incomplete"):
            set_rota(cast.sue.actor, wrong, now=NOW)
    assert alerted(cast.alder).responsible == cast.sue.person, "even so it is never with nobody"
    name_on_call(cast)
    cast.paula.person.is_active = False
    cast.paula.person.save()
    assert helps_at(NOW) == ()
    assert alerted(cast.alder, at=AT_NIGHT, number=2).responsible == cast.sue.person


def test_what_was_typed_is_read_with_a_reason_by_the_few_who_may(cast: Cast) -> None:
    name_on_call(cast)
    alert = alerted(cast.alder)
    with problem("on_call.reason_missing"):
        read_alert(cast.tess.actor, alert, reason="  ", now=NOW)
    assert read_alert(cast.tess.actor, alert, reason="I am on call.", now=NOW).asked == TYPED
    assert read_alert(cast.paula.actor, alert, reason="My school.", now=NOW).asked == TYPED
    for other in (cast.ada, cast.sue, cast.theo, cast.nora, cast.dana):
        with problem("not_found"):
            read_alert(other.actor, alert, reason="Curious.", now=NOW)
    assert [each.reader for each in alert.readings.all()] == [cast.tess.person, cast.paula.person]
    assert set(alerts(cast.sue.actor)) == {alert} and not alerts(cast.nora.actor)
    with problem("not_found"):
        alert_by_id(cast.theo.actor, str(alert.pk))
    with problem("not_found"):
        take_alert(cast.nora.actor, alert, now=NOW)


def test_it_is_handed_over_to_somebody_who_can_do_more(cast: Cast) -> None:
    name_on_call(cast)
    alert = take_alert(cast.tess.actor, alerted(cast.alder), now=IN_SCHOOL)
    with problem("on_call.somebody_else"):
        hand_over_alert(cast.tess.actor, alert, cast.otto.person, now=NOW)
    given = hand_over_alert(cast.tess.actor, alert, cast.nora.person, now=IN_SCHOOL)
    assert (given.state, given.responsible) == (AlertState.OPEN, cast.nora.person)
    assert alert_by_id(cast.tess.actor, str(alert.pk)), "who had it still sees what becomes of it"
    take_alert(cast.nora.actor, given, now=IN_SCHOOL)


def test_a_drill_is_told_like_a_real_one_and_measures_the_time(cast: Cast) -> None:
    name_on_call(cast)
    with problem("not_allowed"):
        raise_drill(cast.tess.actor, now=IN_SCHOOL)
    drill = raise_drill(cast.sue.actor, now=IN_SCHOOL)
    assert drill.is_drill and drill.responsible == cast.tess.person
    taken = take_alert(cast.tess.actor, drill, now=IN_SCHOOL + timedelta(seconds=47))
    assert taken.seconds_until_taken == 47
    with problem("on_call.text_gone"):
        read_alert(cast.tess.actor, drill, reason="What is in it?", now=NOW)


def test_an_alert_becomes_an_incident_once(cast: Cast) -> None:
    name_on_call(cast)
    alert = alerted(cast.alder)
    account = Account(
        "A student asked for help", "A tool answered badly.", IncidentKind.HARMFUL_ANSWER, Severity.SERIOUS,
        anchors={Anchor.DISCOVERED: IN_SCHOOL},
    )  # fmt: skip
    incident = make_incident(cast.ada.actor, alert, account, now=IN_SCHOOL + timedelta(hours=1))
    alert.refresh_from_db()
    assert alert.incident == incident
    with problem("on_call.has_incident"):
        make_incident(cast.ada.actor, alert, account, now=IN_SCHOOL + timedelta(hours=1))
    with problem("not_allowed"):
        make_incident(cast.tess.actor, alerted(cast.alder, number=2), account, now=IN_SCHOOL + timedelta(hours=1))


def test_a_notice_says_nothing_of_the_student(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    name_on_call(cast)
    alert = alerted(cast.alder)
    told = settings.CHALKLINE.model_copy(update={"email_host": "localhost", "public_url": "https://ai.example"})
    monkeypatch.setattr(settings, "CHALKLINE", told)
    write_notice(alert_id=str(alert.pk), person_id=str(cast.tess.person.pk), now=IN_SCHOOL)
    write_notice(alert_id=str(alert.pk), person_id=str(cast.theo.person.pk), now=IN_SCHOOL)
    [letter] = mail.outbox
    assert letter.to == [cast.tess.person.email] and str(alert.pk) in letter.body
    for word in ("kill", "self", "Alder", "abcd"):
        assert word not in letter.subject + letter.body


def test_what_was_typed_is_gone_three_months_after_it_was_closed(cast: Cast) -> None:
    name_on_call(cast)
    alert = alerted(cast.alder)
    close_alert(cast.paula.actor, alert, words="Spoke with the family.", now=IN_SCHOOL)
    keep_on_call(now=IN_SCHOOL + timedelta(days=91))
    with problem("on_call.text_gone"):
        read_alert(cast.paula.actor, alert_by_id(cast.paula.actor, str(alert.pk)), reason="Why not.", now=NOW)


def told_about(alert: Alert) -> list[str]:
    """To whom notices of an alert were queued, one after the other."""
    return [each.person.given_name for each in alert.steps.exclude(kind__in=["taken", "closed"])]


def test_eleven_signals_of_one_student_are_one_alert_and_page_once(cast: Cast) -> None:
    name_on_call(cast)
    first = alerted(cast.alder, person="kim")
    for number in range(2, 12):
        at = IN_SCHOOL + timedelta(minutes=number)
        assert alerted(cast.alder, at=at, number=number, person="kim", asked=f"text {number}") == first
    first.refresh_from_db()
    assert told_about(first) == ["Tess"] and first.signals.count() == 11 and Alert.objects.count() == 1
    keep_on_call(now=IN_SCHOOL + timedelta(minutes=10, seconds=1))
    first.refresh_from_db()
    assert told_about(first) == ["Tess", "Theo"], "its time runs from the first signal, whatever comes after"
    read = read_alert(cast.theo.actor, first, reason="I am on call.", now=NOW)
    assert [each.asked for each in read.texts][:2] == [TYPED, "text 2"] and len(read.texts) == 11
    settle(now=NOW)
    kinds = [told.kind.split(".")[-1] for told in history_of("alert", str(first.pk))]
    assert (kinds.count("opened/1"), kinds.count("signal_added/1"), kinds.count("raised/1")) == (1, 10, 0)


def test_more_danger_and_another_kind_of_it_are_told_again_also_once_it_was_taken(cast: Cast) -> None:
    name_on_call(cast)
    alert = alerted(cast.alder, person="kim", severity=2)
    take_alert(cast.tess.actor, alert, now=IN_SCHOOL + timedelta(minutes=1))
    later = IN_SCHOOL + timedelta(minutes=5)
    alerted(cast.alder, at=later, number=2, person="kim", severity=3)
    alert.refresh_from_db()
    assert (alert.state, alert.severity, told_about(alert)) == (AlertState.OPEN, 3, ["Tess", "Tess"])
    keep_on_call(now=later + timedelta(minutes=11))
    alert.refresh_from_db()
    assert alert.responsible == cast.theo.person, "told anew, its clock runs anew"
    taken = take_alert(cast.theo.actor, alert, now=later + timedelta(minutes=12))
    assert taken.seconds_until_taken == 60, "the first time counts for the first signal"
    alerted(cast.alder, at=later + timedelta(minutes=20), number=3, person="kim", category="threat", severity=2)
    alert.refresh_from_db()
    assert (alert.category, alert.state, told_about(alert)[-1]) == ("self_harm", AlertState.OPEN, "Theo")
    alerted(cast.alder, at=later + timedelta(minutes=21), number=4, person="kim", category="threat", severity=2)
    assert len(told_about(alert)) == 4
    settle(now=NOW)
    seconds = [told.values["seconds"] for told in history_of("alert", str(alert.pk)) if "taken" in told.kind]
    assert sorted(seconds) == [60, 12 * 60 - 1], "each taking is counted from what it answered"


def test_what_may_be_somebody_else_or_another_time_stays_apart(cast: Cast) -> None:
    name_on_call(cast)
    first = alerted(cast.alder, person="kim")
    apart = [
        alerted(cast.alder, number=2, person="lee"),
        alerted(cast.juniper, number=3, person="kim"),
        alerted(cast.alder, number=4, person=""),
        alerted(cast.alder, number=5, person=""),
        alerted(cast.alder, number=6, person="kim", at=IN_SCHOOL + timedelta(minutes=31)),
    ]
    assert len({first, *apart}) == 6
    close_alert(cast.tess.actor, first, words="Spoke with the family.", now=IN_SCHOOL + timedelta(minutes=2))
    again = alerted(cast.alder, number=7, person="kim", at=IN_SCHOOL + timedelta(minutes=3))
    assert again != first, "what comes after somebody closed it is not put to it"
    assert Alert.objects.get(pk=first.pk).who == "" and "kim" not in str(list(Alert.objects.values_list("who")))


def test_nobody_closes_what_came_meanwhile_unseen(cast: Cast) -> None:
    name_on_call(cast)
    alert = alerted(cast.alder, person="kim")
    alerted(cast.alder, number=2, person="kim", at=IN_SCHOOL + timedelta(minutes=1))
    with problem("on_call.more_came"):
        close_alert(cast.tess.actor, alert, words="Spoke with the family.", seen=1, now=IN_SCHOOL)
    close_alert(cast.tess.actor, alert, words="Spoke with the family.", seen=2, now=IN_SCHOOL)


def test_a_seal_that_cannot_be_opened_still_raises_an_alert(cast: Cast) -> None:
    name_on_call(cast)
    record = ChannelRecord(
        kind=ChannelKind.ALERT, decision_id="00000000-0000-4000-8000-00000000beef", node="n", sequence=1, at=IN_SCHOOL,
        about={"category": "self_harm", "severity": 3, "direction": "in", "school": str(cast.alder.pk)}, sealed=b"torn",
    )  # fmt: skip
    take_in(record, now=IN_SCHOOL)
    assert Alert.objects.get().responsible == cast.tess.person
