"""The parent's side: have the file read apart, and turn every way that can end into a Problem."""

from __future__ import annotations

from chalkline.discover.sources.apart.refusals import problem_of
from chalkline.discover.sources.reading.orders import Looked, Order, Refusal, Told
from chalkline.kernel.apart import Progress, run_apart

LONGEST_LOOK = 60  # seconds: somebody waits for the page


def read_apart(order: Order, progress: Progress = lambda done, of: None) -> Told:
    """Have a file read in a process of its own. Raises Problem for whatever is wrong with it."""
    ended = run_apart(
        "chalkline.discover.sources.apart",
        order.spelled(),
        wall_seconds=order.limits.wall_seconds,
        progress=progress,
        cwd=order.work,
    )
    if "told" in ended.answer:
        told = dict(ended.answer["told"])
        told["seen"] = {slug: (first, last) for slug, (first, last) in told["seen"].items()}
        return Told(**{**told, "notes": tuple(told["notes"])})
    if "refused" in ended.answer:
        raise problem_of(Refusal(**ended.answer["refused"]))
    if ended.was_stopped:  # by a limit: the file's fault; anything else is ours and is not hidden
        raise problem_of(Refusal("discover.too_much"))
    raise RuntimeError(f"the reader of log files failed (exit {ended.code}): {ended.error}")


def look_apart(order: Order) -> Looked:
    """Have a look at the begin of a file in a process of its own. Raises Problem as ``read_apart`` does."""
    ended = run_apart(
        "chalkline.discover.sources.apart.looking", order.spelled(), wall_seconds=LONGEST_LOOK, cwd=order.work
    )
    if "looked" in ended.answer:
        told = dict(ended.answer["looked"])
        lists = {name: tuple(told[name]) for name in ("header", "missing")}
        return Looked(**{**told, **lists, "rows": tuple(map(tuple, told["rows"]))})
    if "refused" in ended.answer:
        raise problem_of(Refusal(**ended.answer["refused"]))
    if ended.was_stopped:
        raise problem_of(Refusal("discover.too_much"))
    raise RuntimeError(f"the look at a log file failed (exit {ended.code}): {ended.error}")
