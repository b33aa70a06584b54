"""A browser as the people of the cast use it, and what is asked of every page they see."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Response

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SERVER_FAULT = 500
SESSION = {"sessionid", "csrftoken"}
SIGNED_IN: dict[tuple[str, str], list[SetCookieParam]] = {}  # by server and name, for as long as the run
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

INTO_VIEW = "(element) => element.scrollIntoView({block: 'center', inline: 'center'})"
LISTEN = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.noteViolation(`${event.violatedDirective}: ${event.blockedURI || event.sourceFile} at ${location.pathname}`));
"""


def _said(rule: dict[str, Any], node: dict[str, Any]) -> str:
    why = "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])
    return f"{rule['id']}: {node['html'][:200]} ({why[:300]})"


def launch(playwright: Playwright) -> Browser:
    """Debian's headless shell, which costs half of the whole browser, or else that."""
    named = ("chromium-headless-shell", "chromium", "chromium-browser")
    found = next((path for name in named if (path := shutil.which(name))), None)
    return playwright.chromium.launch(executable_path=found, args=QUIET)


@dataclass
class Visit:
    """One person's browser: pages are opened by path, and each is held to what holds for all."""

    url: str
    context: BrowserContext
    page: Page
    elsewhere: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a page of ours."""
        self.page.goto(f"{self.url}{path}")
        return self.page

    def sign_in_as(self, name: str) -> Page:
        """Be somebody of the cast, by their name, with one click (the server must run as a demo).

        Whoever has done so at this server before, and has not signed out since, goes on with that session.
        """
        if cookies := SIGNED_IN.get((self.url, name)):
            self.context.add_cookies(cookies)
            if self.open("/").locator(".me").count():
                return self.page
        self.open("/demo/")
        self.page.get_by_role("button", name=re.compile(rf" {re.escape(name)}$")).click()  # in any language
        self.page.wait_for_url(f"{self.url}/")
        kept = [each for each in self.context.cookies() if each.get("name") in SESSION]
        SIGNED_IN[self.url, name] = cast("list[SetCookieParam]", kept)
        return self.page

    def check(self) -> None:
        """What holds for every page: no violation of the content policy, nothing from elsewhere, nothing that
        axe objects to or leaves to be judged, no sideways scrolling, one first heading, a language, a title.
        """
        self._hold_to(self.axe())

    def fits(self) -> None:
        """All of that but axe, for a width at which it would say the same again."""
        self._hold_to([])

    def _hold_to(self, found: list[str]) -> None:
        self.page.wait_for_load_state()
        found = self.violations() + found
        if self.overflow():
            found.append(f"{self.overflow()} px too wide")
        if self.page.locator("h1").count() != 1:
            found.append("not exactly one first heading")
        assert not found, f"{self.page.url}:\n  " + "\n  ".join(found)

    def axe(self) -> list[str]:
        """What axe finds on the page, all tags, nothing left out; what it leaves to be judged is listed too.

        What it could not judge because it is scrolled half out of its box is scrolled into view and judged again.
        """
        self.page.wait_for_load_state()  # a click ends when the next page begins, which then has no root yet
        self.page.evaluate(AXE)
        found = self._run("document")
        said = [_said(rule, node) for rule in found["violations"] for node in rule["nodes"]]
        for rule in found["incomplete"]:
            for node in rule["nodes"]:
                at = node["target"][0]
                self.page.locator(at).first.evaluate(INTO_VIEW)
                again = self._run(json.dumps(at))
                said += [_said(each, left) for kind in again.values() for each in kind for left in each["nodes"]]
        return said

    def _run(self, context: str) -> dict[str, Any]:
        options = json.dumps({"runOnly": TAGS, "resultTypes": ["violations", "incomplete"], "preload": False})
        found: dict[str, Any] = self.page.evaluate(f"() => axe.run({context}, {options})")
        return {kind: found[kind] for kind in ("violations", "incomplete")}

    def violations(self) -> list[str]:
        """What the content policy had to stop so far, what was asked of other hosts, what failed."""
        return self.stopped + self.elsewhere + self.faults

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        width: int = self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return width


def visit(browser: Browser, url: str, **options: Any) -> Visit:
    """A fresh browser context that notices violations, faults and requests to other hosts."""
    context = browser.new_context(**options)
    page = context.new_page()
    made = Visit(url, context, page)
    if options.get("java_script_enabled", True):
        context.expose_function("noteViolation", lambda said: made.stopped.append(said))
        context.add_init_script(LISTEN)
    context.on("request", lambda request: _note(made, request.url))
    context.on(
        "response",
        lambda response: made.faults.append(f"{response.status} {response.url}") if response.status >= 500 else None,
    )
    page.on("pageerror", lambda error: made.faults.append(str(error)))
    return made


def _check(made: Visit, response: Response) -> None:
    if response.status >= SERVER_FAULT:
        made.faults.append(f"{response.status} {response.url}")


def _note(made: Visit, address: str) -> None:
    if not address.startswith((made.url, "about:", "blob:")):
        made.elsewhere.append(address)
