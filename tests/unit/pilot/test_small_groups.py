"""Nothing of fewer than ten people leaves a pilot, through no door, and not by subtraction either."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner
from django.utils import timezone

from cast import Cast
from chalkline.cli.main import chalkline
from chalkline.pilot.evaluation.api import Result, amount, reach_verdict, told_by
from chalkline.pilot.evaluation.queries import given_of
from chalkline.pilot.evaluation.reckoning import reckon
from chalkline.pilot.measures.models import Outcome
from chalkline.report.board.api import packet_now, quarter_of
from chalkline.report.documents.api import Tongue, say
from piloting import OVER, classes, judged, measured, outcomes, running
from visiting import visitor

CHANGING = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')
READERS = ("carl", "")


def seen(cast: Cast, result: Result) -> dict[tuple[str, str], str]:
    """What everybody finds of a result: pages, pictures with their tables, files, the API, the terminal, the packet."""
    pilot = result.pilot
    one, api = f"/prove/{pilot.pk}/", f"/api/v1/pilots/{pilot.pk}"
    doors = [
        "/prove/", "/prove/?table=pilots&as=csv", one, f"{one}result/", f"{one}result/?chart=effect&as=csv",
        f"{one}result/?table=groups&as=csv", f"{one}outcomes/", f"/tools/{pilot.tool.slug}/",
        f"/decide/uses/{pilot.use_id}/", f"/search/?q={pilot.title}", "/rollout/budget/", "/report/", "/register/",
        "/register.json", "/register.csv", f"/ledger/?about=pilot:{pilot.pk}", api, f"{api}/result",
        "/api/v1/register", f"/api/v1/ledger/history/pilot/{pilot.pk}", "/api/v1/ledger/facts?limit=100",
    ]  # fmt: skip
    found = {}
    for name in READERS:
        client = visitor(getattr(cast, name) if name else None)
        for door in doors:
            answer = client.get(door)
            if answer.status_code == 200:
                found[name, door] = CHANGING.sub("", answer.content.decode())
    packet = say(packet_now(cast.sue.actor, quarter_of(timezone.localdate())), Tongue("en", str, str))
    found["sue", "packet"] = "\n".join(packet.texts())
    shown = CliRunner().invoke(chalkline, ["pilot", "show", str(pilot.pk), "--as", "carl.osei@cedarhollow.example"])
    assert shown.exit_code == 0
    found["carl", "terminal"] = shown.output
    return found


def test_pilots_that_differ_only_in_a_small_group_look_the_same_everywhere(cast: Cast, tmp_path: Path) -> None:
    result = judged(cast, tmp_path, effect=9)
    before = seen(cast, result)
    assert len(before) > 20 and any("EL: yes" in text for text in before.values())
    few = Outcome.objects.filter(upload=result.upload, groups__SWD="yes")
    assert 0 < few.count() < 10
    for row in Outcome.objects.filter(upload=result.upload, groups__SWD="no").order_by("person")[:4]:
        row.groups = {**row.groups, "SWD": "yes"}  # a few more, others, but still few
        row.save(update_fields=["groups"])
    told = reckon(given_of(result.pilot, result.upload)).as_json()
    Result.objects.filter(pk=result.pk).update(reckoned=told)
    after = seen(cast, Result.objects.get(pk=result.pk))
    assert before.keys() == after.keys()
    for door, text in before.items():
        assert after[door] == text, door


def test_a_side_of_fewer_than_ten_has_no_number_anywhere(cast: Cast, tmp_path: Path) -> None:
    pilot = running(cast, tmp_path, classes(schools=4, each=2, size=2), planned_units="8", planned_each="2")
    measured(cast, pilot, tmp_path, outcomes(pilot, effect=9, size=2))
    result = reach_verdict(cast.carl.actor, pilot, now=OVER)
    told = told_by(result)
    assert all(each.n < 10 for each in told.arms)
    numbers = {amount(each).lstrip("−") for each in (told.effect, told.lower, told.upper, told.g, told.se)}
    numbers |= {format(abs(each), ".3g") for each in (told.effect, told.lower, told.upper)}
    numbers |= {str(round(abs(each), places)) for each in (told.effect, told.lower, told.upper) for places in (1, 2, 6)}
    for door, text in seen(cast, result).items():
        words = set(re.findall(r"\d+\.\d+", re.sub(r' d="[^"]*"', "", text)))  # the lines of pictures are no numbers
        assert not words & {each for each in numbers if "." in each}, door
