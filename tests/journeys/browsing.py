"""A browser as the people of the cast use it, and what is asked of every page they see."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Response

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
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

LISTEN = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__violations.push(`${event.violatedDirective}: ${event.blockedURI || event.sourceFile}`));
"""


def launch(playwright: Playwright) -> Browser:
    """Debian's chromium, or the one CHROMIUM names."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return playwright.chromium.launch(executable_path=found, args=QUIET)


@dataclass
class Visit:
    """One person's browser: pages are opened by path, and each is held to what holds for all."""

    url: str
    context: BrowserContext
    page: Page
    elsewhere: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a page of ours."""
        self.page.goto(f"{self.url}{path}")
        return self.page

    def sign_in_as(self, name: str) -> Page:
        """Be somebody of the cast, by their name, with one click (the server must run as a demo)."""
        self.open("/demo/")
        self.page.get_by_role("button", name=f"Be {name}").click()
        self.page.wait_for_url(f"{self.url}/")
        return self.page

    def axe(self) -> list[str]:
        """What axe finds on the page, all tags, nothing left out; "needs review" results are listed too."""
        self.page.evaluate(AXE)
        options = json.dumps({"runOnly": TAGS, "resultTypes": ["violations", "incomplete"]})
        found: dict[str, Any] = self.page.evaluate(f"() => axe.run(document, {options})")
        said = []
        for kind in ("violations", "incomplete"):
            for rule in found[kind]:
                for node in rule["nodes"]:
                    why = "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])
                    said.append(f"{kind} {rule['id']}: {node['html'][:200]} ({why[:300]})")
        return said

    def violations(self) -> list[str]:
        """What the content policy had to stop on this page, and what was asked of other hosts."""
        stopped: list[str] = self.page.evaluate("() => window.__violations || []")
        return stopped + self.elsewhere + self.faults

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
