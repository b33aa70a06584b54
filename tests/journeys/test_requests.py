"""From "can I use this?" to the agenda: a teacher asks, others join, reviewers work; with and without script."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from journeys.browsing import DESK, PHONE, Visit
from journeys.conftest import Visits
from journeys.district import database
from journeys.serving import ROOT, Served, environment, prepare, serving

HERE = Path(__file__).parent
DEMO = {"CHALKLINE_DEMO": "true"}


def prepared(home: Path, script: str, *arguments: str, **settings: str) -> None:
    known = {**DEMO, **settings}
    prepare(home, **known)
    subprocess.run([sys.executable, str(HERE / script), *arguments], env=environment(home, **known), check=True)


@pytest.fixture(params=[(True, DESK), (False, PHONE)], ids=["with script, desk", "without script, phone"])
def asking(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Asking]:
    """A server with what follows by itself running beside it, on either database."""
    with contextlib.ExitStack() as until_end:
        address = until_end.enter_context(database())
        settings = {**DEMO, **({"CHALKLINE_DATABASE": address} if address else {})}
        prepared(tmp_path, "asking.py", **settings)
        running = until_end.enter_context(serving(tmp_path, **settings))
        log = until_end.enter_context((tmp_path / "jobs.log").open("ab"))
        command = [sys.executable, "-m", "chalkline", "jobs"]
        jobs = subprocess.Popen(command, env=environment(tmp_path, **settings), stdout=log, stderr=log, cwd=ROOT)
        made = Asking(Visits(browser, running), *request.param)
        try:
            yield made
        finally:
            jobs.terminate()
            jobs.wait(20)
            for each in made.visits.made:
                each.context.close()
    assert all(not each.faults and not each.elsewhere for each in made.visits.made)


class Asking:
    """People at this server, all with or all without script."""

    def __init__(self, visits: Visits, script: bool, size: dict[str, int]) -> None:
        self.visits, self.script, self.size = visits, script, size

    def of(self, name: str) -> Visit:
        return self.visits.of(name, viewport=self.size, java_script_enabled=self.script)

    def look(self, visit: Visit) -> None:
        """Axe and the rest need script in the page; without it, that it works is what is asked."""
        if self.script:
            visit.check()


def until_it_follows(visit: Visit, path: str, text: str) -> None:
    """Reload until what follows by itself has followed."""
    for _ in range(60):
        visit.open(path)
        if visit.page.get_by_text(text).count():
            return
        visit.page.wait_for_timeout(500)
    raise AssertionError(f"{text} never came")


def test_smoke_from_a_question_to_the_agenda(asking: Asking) -> None:
    tess = asking.of("Tess Moreno")
    tess.open("/ask/")
    asking.look(tess)
    tess.page.get_by_role("button", name="Ask", exact=True).click()
    expect(tess.page.get_by_role("alert")).to_contain_text("Name the tool.")
    asking.look(tess)
    tess.page.get_by_label("Which grade").select_option("04")
    tess.page.get_by_label("Which tool").fill("Diffit")
    tess.page.get_by_label("What for").select_option("uc_leveling")
    tess.page.get_by_role("button", name="Ask", exact=True).click()
    expect(tess.page.get_by_role("heading", name=re.compile("^Not yet"))).to_be_visible()
    asking.look(tess)
    tess.page.get_by_role("link", name="Ask for it").click()
    asking.look(tess)
    expect(tess.page.get_by_label("Which tool?")).to_have_value("Diffit")
    tess.page.get_by_role("button", name="Send the request").click()
    expect(tess.page.get_by_role("alert")).to_contain_text("Say in a sentence or two why you ask.")
    asking.look(tess)
    tess.page.get_by_label("Why do you ask?").fill("I rewrite three passages every Sunday.")
    tess.page.get_by_role("button", name="Send the request").click()
    expect(tess.page.get_by_text("Your request is filed.")).to_be_visible()
    request = tess.page.url.removeprefix(tess.url)
    until_it_follows(tess, request, "0 of 2 sent")
    asking.look(tess)

    theo = asking.of("Theo Banks")
    theo.open("/ask/?tool=Diffit&purpose=uc_leveling&grade=06")
    expect(theo.page.get_by_text("1 person has asked for this.")).to_be_visible()
    theo.page.get_by_role("link", name="Ask for it too").click()
    expect(theo.page.get_by_role("heading", name="Look here first")).to_be_visible()
    asking.look(theo)
    theo.page.get_by_role("button", name="Ask for the same").click()
    expect(theo.page.get_by_text("2 people ask for this.")).to_be_visible()
    asking.look(theo)

    sam = asking.of("Sam Ortiz")
    sam.open("/")
    sam.page.get_by_role("link", name=re.compile("Security review")).first.click()
    asking.look(sam)
    review = sam.page.url.removeprefix(sam.url)
    sam.page.get_by_label("What do you need to know?").fill("Which account would you sign in with?")
    sam.page.get_by_role("button", name="Ask", exact=True).click()
    asking.look(sam)

    tess.open(request)
    tess.page.get_by_label("Your answer").fill("My district account.")
    asking.look(tess)
    tess.page.get_by_role("button", name="Send the answer").click()
    expect(tess.page.get_by_text("Your answer is with the reviewer.")).to_be_visible()

    _review(asking, sam, review, condition="People sign in with their district account.")
    carl = asking.of("Carl Osei")
    carl.open("/decide/reviews/")
    asking.look(carl)
    carl.page.get_by_role("link", name=re.compile("Review it")).click()
    _review(asking, carl, carl.page.url.removeprefix(carl.url))

    tess.open(request)
    expect(tess.page.get_by_text("2 of 2 sent")).to_be_visible()
    expect(tess.page.get_by_text("No problem is behind this request yet")).to_be_visible()
    tess.page.get_by_label("Which one?").select_option(index=0)
    tess.page.get_by_role("button", name="Put it behind the request").click()
    expect(tess.page.get_by_role("link", name="Adapting reading passages takes evenings", exact=True)).to_be_visible()
    asking.look(tess)

    ada = asking.of("Ada Lind")
    ada.open(request)
    asking.look(ada)
    ada.page.get_by_role("button", name="Look at what happens").click()
    expect(ada.page.get_by_text("Members read exactly this version")).to_be_visible()
    asking.look(ada)
    ada.page.get_by_role("button", name="Put it on the agenda").click()
    expect(ada.page.get_by_text("On the agenda of the AI oversight committee").first).to_be_visible()
    asking.look(ada)


def _review(asking: Asking, reviewer: Visit, review: str, *, condition: str = "") -> None:
    """A review is begun, left, come back to, and sent."""
    page = reviewer.open(review)
    page.get_by_label("In a few sentences").fill("Nothing speaks against it.")
    page.get_by_role("button", name="Keep it for later").click()
    expect(page.get_by_label("In a few sentences")).to_have_value("Nothing speaks against it.")
    page.get_by_role("button", name="Send the review").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what you recommend.")
    asking.look(reviewer)
    for group in page.get_by_role("group").filter(has=page.get_by_label("Yes")).all():
        if group.get_by_label("Yes").count() == 1:
            group.get_by_label("Yes").check()
    if condition:
        page.get_by_label("Condition 1", exact=False).first.fill(condition)
        page.get_by_label("Supports with conditions").check()
    else:
        page.get_by_label("Supports", exact=True).check()
    page.get_by_role("button", name="Send the review").click()
    expect(page.get_by_text("The review is sent.")).to_be_visible()
    asking.look(reviewer)
    reviewer.open(review)
    asking.look(reviewer)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_draft_is_kept_while_one_types(visits: Visits, script: bool) -> None:
    theo = visits.of("Theo Banks", java_script_enabled=script)
    theo.open("/decide/requests/new/?tool=Diffit&purpose=uc_lesson&grade=04")
    words = f"I rewrite three {'stories' if script else 'poems'}"
    theo.page.get_by_label("Why do you ask?").fill(words)
    if script:
        theo.page.get_by_label("Why do you ask?").blur()
        expect(theo.page.get_by_text(re.compile("^Kept "))).to_be_visible()
        theo.check()
    else:
        theo.page.get_by_role("button", name="Keep it for later").click()
    theo.open("/decide/requests/new/")
    expect(theo.page.get_by_label("Why do you ask?")).to_have_value(words)


@pytest.fixture(scope="module")
def granted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server where one use was granted."""
    home = tmp_path_factory.mktemp("granted")
    prepared(home, "protecting.py")
    with serving(home, **DEMO) as running:
        yield running


def test_one_person_stops_a_use_and_two_let_it_go_on(browser: Browser, granted: Served) -> None:
    visits = Visits(browser, granted)
    sam = visits.of("Sam Ortiz", viewport=PHONE)
    sam.open("/decide/uses/")
    sam.check()
    sam.page.get_by_role("link", name="Diffit", exact=True).click()
    sam.check()
    use = sam.page.url.removeprefix(sam.url)
    sam.page.get_by_role("link", name="Stop this use").click()
    sam.check()
    sam.page.get_by_role("button", name="Stop it now").click()
    expect(sam.page.get_by_role("alert")).to_contain_text("Write one or two sentences.")
    sam.check()
    sam.page.get_by_label("Why?").fill("It showed another class's texts.")
    sam.page.get_by_role("button", name="Stop it now").click()
    expect(sam.page.get_by_text("Stopped by Sam Ortiz")).to_be_visible()
    sam.check()
    priya = visits.of("Priya Raman")
    priya.open(use)
    priya.page.get_by_role("link", name="Ask that it may go on").click()
    priya.check()
    priya.page.get_by_label("What was done about the reason for the stop?").fill("The vendor fixed it; we tested.")
    priya.page.get_by_role("button", name="Ask", exact=True).click()
    expect(priya.page.get_by_role("link", name="Agree that it goes on")).to_have_count(0)
    priya.check()
    dana = visits.of("Dana Whitfield")
    dana.open("/")
    dana.page.get_by_role("link", name=re.compile("Look at it.*Diffit|Look at it")).first.click()
    dana.page.get_by_role("link", name="Agree that it goes on").click()
    dana.check()
    dana.page.get_by_role("button", name="I agree").click()
    expect(dana.page.get_by_text("It may be used again.")).to_be_visible()
    dana.check()
    for each in visits.made:
        each.context.close()


@pytest.mark.parametrize(
    ("look", "size"),
    [("dark", PHONE), ("light", DESK), ("light", {"width": 320, "height": 640})],
    ids=["phone, dark", "desk, light", "narrow"],
)
def test_every_page_at_every_width(browser: Browser, granted: Served, look: str, size: dict[str, int]) -> None:
    visits = Visits(browser, granted)
    tess = visits.of("Tess Moreno", viewport=size, color_scheme=look)
    question = "/ask/?tool=Diffit&purpose=uc_leveling&grade=04"
    for path in ("/ask/", question, f"{question}&who=students&data=special", "/decide/requests/", "/decide/reviews/"):
        tess.open(path)
        tess.check()
    tess.open("/decide/requests/")
    tess.page.get_by_role("link", name="Diffit", exact=True).first.click()
    tess.check()
    tess.page.get_by_role("link", name="The whole review").first.click()
    tess.check()
    tess.open("/decide/requests/new/?tool=Diffit&purpose=uc_lesson&grade=04")
    tess.check()
    tess.open("/decide/uses/")
    tess.page.get_by_role("link", name="Diffit", exact=True).click()
    tess.check()
    for each in visits.made:
        each.context.close()
