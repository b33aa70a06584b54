"""The pictures of README and docs, taken again of the sample district as it is now.

    make demo, then: python scripts/pictures.py http://127.0.0.1:8000

Look at each before committing it: a picture that is out of date, or cut in a bad place, is worse than none.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402  (path first)

from journeys.browsing import launch, visit  # noqa: E402  (path first)

PICTURES = ROOT / "docs" / "pictures"


class Picture(NamedTuple):
    """One file: whose eyes, which page (with a link to follow where its address is not fixed), how large."""

    name: str
    who: str
    path: str
    width: int
    height: int
    link: str = ""


ALL = [
    Picture("today", "João Patel", "/", 1280, 1000),
    Picture("ask-phone", "Zoë Eklund", "/ask/?tool=MagicSchool&purpose=uc_rubric&grade=4", 390, 1000),
    Picture("decision", "Rosalind Ames", "/decide/decisions/2026-9/", 1280, 1100),
    Picture("register", "", "/register/", 1280, 900),
    Picture("flows", "Itzel Snow", "/data/", 1280, 1100),
    Picture("verdict", "João Patel", "/prove/", 1280, 1100, "Evenings back"),
]


def take(browser: Browser, url: str, wish: Picture) -> None:
    made = visit(browser, url, viewport={"width": wish.width, "height": wish.height}, locale="en-US")
    if wish.who:
        made.sign_in_as(wish.who)
    made.open(wish.path)
    if wish.link:
        made.page.get_by_role("link", name=wish.link).first.click()
        made.page.get_by_role("link", name="Read the result").first.click()
    made.page.wait_for_load_state("networkidle")
    made.page.screenshot(path=PICTURES / f"{wish.name}.png")
    print(wish.name, made.page.title(), *made.violations())
    made.context.close()


def main() -> None:
    url, *names = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for wish in ALL:
            if not names or wish.name in names:
                take(browser, url.rstrip("/"), wish)
        browser.close()


if __name__ == "__main__":
    main()
