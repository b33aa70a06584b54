"""Pictures of pages, for looking at: phone and desk, light and dark, English and Spanish.

    python scripts/shoot.py / /gallery/ --be "Dana Whitfield"
    python scripts/shoot.py /register/ --langs en es --looks light dark --widths 390 1280
    python scripts/shoot.py /discover/ --home var/demo --be "Dana Whitfield"     with the data of the demo
    python scripts/shoot.py / --url http://127.0.0.1:8000                        of a server that runs already

Without --home a fresh home folder is made with the cast of the tests. Pictures go to var/shots.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402  (path first)

from journeys.browsing import launch, visit  # noqa: E402  (path first)
from journeys.serving import Served, prepare, serving  # noqa: E402  (path first)

SHOTS = ROOT / "var" / "shots"
HEIGHTS = {390: 844, 320: 640}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--be", default="", help="whom to sign in as (demo persona); empty: nobody")
    parser.add_argument("--home", type=Path, help="a home folder that exists already")
    parser.add_argument("--url", default="", help="a server that runs already")
    parser.add_argument("--widths", nargs="+", type=int, default=[390, 1280])
    parser.add_argument("--looks", nargs="+", default=["light"])
    parser.add_argument("--langs", nargs="+", default=["en"])
    parser.add_argument("--print", action="store_true", help="as on paper")
    parser.add_argument("--fold", action="store_true", help="only what fits the window")
    parser.add_argument("--only", default="", help="a CSS selector: only this part of the page")
    parser.add_argument("--axe", action="store_true", help="also say what axe finds")
    return parser.parse_args()


@contextmanager
def served(wish: argparse.Namespace) -> Iterator[Served]:
    if wish.url:
        yield Served(wish.url, Path(), {})
        return
    with tempfile.TemporaryDirectory() as scratch:
        home = wish.home or Path(scratch)
        if not wish.home:
            prepare(home, CHALKLINE_DEMO="true")
        with serving(home, CHALKLINE_DEMO="true") as running:
            yield running


def shoot(browser: Browser, url: str, wish: argparse.Namespace) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    for width in wish.widths:
        for look in wish.looks:
            for lang in wish.langs:
                size = {"width": width, "height": HEIGHTS.get(width, 900)}
                made = visit(browser, url, viewport=size, color_scheme=look, locale=lang)
                if wish.be:
                    made.sign_in_as(wish.be)
                if wish.print:
                    made.page.emulate_media(media="print")
                for path in wish.paths:
                    joint = "&" if "?" in path else "?"
                    made.open(f"{path}{joint}lang={lang}")
                    made.page.wait_for_load_state("networkidle")
                    name = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"
                    target = SHOTS / f"{name}-{width}-{look}-{lang}{'-print' if wish.print else ''}.png"
                    if wish.only:
                        made.page.locator(wish.only).first.screenshot(path=target)
                    else:
                        made.page.screenshot(path=target, full_page=not wish.fold)
                    said = [*made.violations(), *([f"{made.overflow()} px too wide"] if made.overflow() else [])]
                    if wish.axe:
                        said += made.axe()
                    print(target.relative_to(ROOT), *said, sep="\n    ")
                made.context.close()


def main() -> None:
    wish = arguments()
    with served(wish) as running, sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            shoot(browser, running.url, wish)
        finally:
            browser.close()


if __name__ == "__main__":
    main()
