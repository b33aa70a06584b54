"""Pages with lists, search and suggestions, with 10,000 and with 100,000 tools and requests.

    python benchmarks/lists.py [SIZE ...] [postgres]

CHALKLINE_BENCH_KEEP names a folder in which filled databases (SQLite) are kept from run to run, to work on one page.

Bars: with 10,000 of each, a page costs at most 3 times an empty signed-in page of the same run; with 100,000, at most
1.2 times what it costs with 10,000 (both as multiples of the empty page of their own run).

Each size has a database of its own, written in bulk. Pages are asked for in process, through the whole WSGI
application, signed in as somebody who may see them; cost is processor time (asking.py). For scale, a peer (quoted, not
run here): CISO Assistant 3.10.2 with 10,000 rows a kind spends 0.9-1.2 s of processor time on a page of 20, and as much
on a search that finds one row (measured on 2 cores, Debian 12, Python 3.11; the same on SQLite and PostgreSQL).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 100_000)
BAR, FLAT = 3.0, 1.2
EMPTY = "/search/"

# What is asked for: how it is called, and its address. MIDDLE is replaced by the number of a page in the middle.
PAGES = {
    "register of tools": "/tools/",
    "register of tools: a page in the middle": "/tools/?register-page=MIDDLE",
    "register of tools: the last page": "/tools/?register-page=LAST",
    "register of tools: sorted, newest first": "/tools/?register-sort=-registered",
    "register of tools: searched": "/tools/?register-q=quill",
    "register of tools: searched, nothing found": "/tools/?register-q=xyzzy",
    "register of tools: by a field of one's own": "/tools/?register-own-tier=one",
    "register of tools: sorted by it": "/tools/?register-sort=own-tier",
    "requests": "/decide/requests/",
    "requests: a page in the middle": "/decide/requests/?requests-page=MIDDLE",
    "requests: filtered": "/decide/requests/?requests-state=in_review",
    "requests: sorted by tool": "/decide/requests/?requests-sort=tool",
    "requests: sorted by people asking": "/decide/requests/?requests-sort=-asked",
    "requests: searched": "/decide/requests/?requests-q=quill",
    "requests: mine": "/decide/requests/?requests-who=mine",
    "reviews": "/decide/reviews/",
    "reviews: open": "/decide/reviews/?reviews-state=open",
    "approved uses": "/decide/uses/",
    "decisions": "/decide/decisions/",
    "agreements": "/data/agreements/",
    "problems": "/purpose/",
    "people": "/people/",
    "ask": "/ask/",
    "ask for a tool": "/decide/requests/new/",
    "search everything": "/search/?q=quill",
    "search everything: nothing found": "/search/?q=xyzzy",
    "search everything: a slip of the finger": "/search/?q=magicshcool",
    "a tool's page": "/tools/tool-7/",
    "today": "/",
    "today: just after something happened": "/",
    "REST: tools": "/api/v1/tools",
    "REST: requests, filtered": "/api/v1/requests?state=in_review",
    "REST: search for a tool": "/api/v1/tools/search?q=quill",
}


def main() -> int:
    """Measure each size in a process of its own, then compare."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]
    sizes = [int(each) for each in sys.argv[1:] if each.isdigit()] or list(SIZES)
    told = {}
    with ExitStack() as stack:
        database = ""
        if "postgres" in sys.argv:
            import services

            services.ensure("postgres")
            database = stack.enter_context(services.postgres())
        for size in sizes:
            told[size] = measured(size, database)
    return show(told, "PostgreSQL" if database else "SQLite")


def measured(size: int, database: str) -> dict[str, dict[str, float]]:
    """Costs by name of one size, from a process that has a database of its own."""
    with ExitStack() as stack:
        kept = os.environ.get("CHALKLINE_BENCH_KEEP", "")
        home = f"{kept}/{size}" if kept else stack.enter_context(tempfile.TemporaryDirectory(prefix="chalkline-bench-"))
        address = database and database.rsplit("/", 1)[0] + f"/many{size}"
        known = {
            **os.environ, "CHALKLINE_HOME": home, "CHALKLINE_DATABASE": address, "PYTHONPATH": f"{ROOT}/src:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "chalkline.project.settings", "CHALKLINE_PLAIN_STATIC": "1",
        }  # fmt: skip
        wanted = os.environ.get("CHALKLINE_BENCH_ONLY", "")
        pages = {"": EMPTY, **{name: address for name, address in PAGES.items() if wanted in name}}
        order = json.dumps({"size": size, "pages": pages, "database": database})
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.many", order], env=known, cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def show(told: dict[int, dict[str, dict[str, float]]], database: str) -> int:
    """A table of ratios; how many are over a bar."""
    sizes = sorted(told)
    for size in sizes:
        empty = told[size][""]["seconds"]
        told_as = f"{size:,} tools and {size:,} requests on {database}"
        print(f"{told_as}: an empty signed-in page is 1.0 ({empty * 1000:.1f} ms)")
    print(
        f"{'':42}" + "".join(f"{size:>10,}" for size in sizes) + ("   growth" if len(sizes) > 1 else "") + "   queries"
    )
    over = 0
    for name in told[sizes[0]]:
        if not name:
            continue
        ratios = [told[size][name]["ratio"] for size in sizes]
        growth = ratios[-1] / ratios[0]
        missed = (ratios[0] > BAR) + (len(sizes) > 1 and growth > FLAT)
        over += bool(missed)
        line = f"{name:42}" + "".join(f"{each:10.2f}" for each in ratios)
        line += f"{growth:9.2f}" if len(sizes) > 1 else ""
        print(f"{line}{told[sizes[-1]][name]['queries']:10.0f}{'   over the bar' if missed else ''}")
    print(f"Bars: {BAR} at {sizes[0]:,}; growth {FLAT}. Over a bar: {over}.")
    print("A peer (quoted): CISO Assistant 3.10.2, 0.9-1.2 s of processor time a page at 10,000 rows.")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
