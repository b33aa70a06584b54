"""Filter lists at the API's door and in the terminal: two let through, one restricts, secrets are told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils.timezone import localdate

from calling import caller
from cast import Cast
from chalkline.cli.main import chalkline
from chalkline.kernel.clock import utc_now
from chalkline.tools.register.api import import_catalogue, shipped_catalogue
from deciding import member
from publishing import put_in_force, sample_policy
from unit.publish.conftest import home

__all__ = ["home"]


@pytest.fixture
def ask_as(cast: Cast, home: object) -> object:
    import_catalogue(cast.dana.actor, shipped_catalogue(), now=utc_now())
    put_in_force(sample_policy(localdate(), school=str(cast.juniper.pk)))
    return lambda name: caller(member(cast, name), now=utc_now())


def test_from_the_preview_to_an_appliance(ask_as: object) -> None:
    dana, ada, bo = (ask_as(name) for name in ("dana", "ada", "bo"))  # type: ignore[operator]
    changes = dana.get("/filter-lists/changes?limit=2").said
    assert changes["total"] > 500 and changes["items"][0]["now"] == "block"
    assert bo.post("/filter-lists/editions", {"reason": "No."}).status == 403
    made = dana.post("/filter-lists/editions", {"reason": "The policy of this fall."})
    assert made.status == 201 and made.said["widens"] and made.said["state"] == "waiting"
    address = f"/filter-lists/editions/{made.said['id']}/activate"
    assert dana.post(address).said["code"] == "filter_lists.same_person"
    assert ada.post(address).said["state"] == "in_force"
    told = bo.get("/filter-lists/audiences").said["items"]
    readers = next(each for each in told if each["name"] == "students in grades 3–5")
    assert readers["allow"] == 1
    files = bo.get(f"/filter-lists/audiences/{readers['key']}/files?form=adguard").said["files"]
    assert "@@||diffit.me^" in files[0]["text"]
    assert bo.get("/filter-lists/holdings").said["items"] == []
    chosen = dana.post("/filter-lists/choices", {"staff_ai": "block", "reason": "Until the training."})
    assert chosen.said["staff_ai"] == "block" and bo.get("/filter-lists/choices").said["staff_ai"] == "block"
    second = dana.post("/filter-lists/editions", {"reason": "Until the training."}).said
    assert second["state"] == "in_force" and not second["widens"]  # it only restricts
    wanted = {"name": "Pi-hole", "form": "pihole", "roles": ["student"], "grade_bands": ["g35"], "days": 30}
    assert ada.post("/feeds", wanted).status == 403
    feed = dana.post("/feeds", wanted)
    assert feed.status == 201 and feed.said["secret"] in feed.said["addresses"][0]
    path = feed.said["addresses"][1].split("/", 3)[3]
    assert b"||diffit.me^" in Client().get(f"/{path}").content
    assert "secret" not in dana.get("/feeds").said["items"][0]
    assert ada.post(f"/feeds/{feed.said['id']}/revoke").said["is_open"] is False
    assert Client().get(f"/{path}").status_code == 403


def test_the_same_from_the_terminal(cast: Cast, ask_as: object, tmp_path: Path) -> None:
    def run(*words: str, who: str = "dana.whitfield") -> str:
        done = CliRunner().invoke(chalkline, ["publish", "lists", *words, "--as", f"{who}@cedarhollow.example"])
        return done.output

    assert "would be the lists" in run("show")
    assert "Diffit: Left alone -> Let through" in run("preview")
    assert "Another person puts it in force" in run("out", "--reason", "The policy of this fall.")
    assert "filter_lists.same_person" in run("activate")
    assert "Edition 1 is in force." in run("activate", who="ada.lind")
    assert "staff.ai=block" in run("choose", "staff.ai=block", "--reason", "Until the training.")
    assert "leave, warn or block" in run("choose", "staff.ai=allow-it", "--reason", "No.")
    assert "Edition 2 is in force." in run("out", "--reason", "Until the training.")
    key = next(line.split()[0] for line in run("show").splitlines() if "students in grades 3–5:" in line)
    assert "block.txt" in run("files", key, "--form", "squid", "--to", str(tmp_path))
    assert (
        ".character.ai" in (tmp_path / "block.txt").read_text()
        or "perplexity.ai" in (tmp_path / "block.txt").read_text()
    )
    assert "No log reaches beyond" in run("hold")
    opened = run("open-feed", "--name", "Pi-hole", "--form", "pihole", "--band", "g35")
    assert "cf-" in opened
    listed = run("feeds")
    assert "not fetched yet" in listed and "gets nothing more" in run("revoke-feed", listed.split()[0])
