"""How well approved passages are found, and how often a question without an answer gets a draft, on the sample library.

    python benchmarks/retrieval.py [--encoder HOME/encoder]

Questions and what answers them stand in demo/district/library/library.yaml. Compared side by side, in one run: by words
alone, by meaning alone, both added up. Also: whether the right passage's sentence is the draft's first, and what
happens to questions that nothing answers. Figures on other people's data: decision 19.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from math import log2
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "demo" / "district" / "library"
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]


@dataclass(frozen=True)
class Asked:
    """A question, the file that answers it and words of its heading; "none" where nothing does."""

    text: str
    file: str
    heading: str


def prepared(encoder: Path | None) -> Any:
    """A scratch database with the sample library, approved; gives the actor who asks."""
    os.environ["CHALKLINE_HOME"] = tempfile.mkdtemp(prefix="chalkline-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "chalkline.project.settings"
    if encoder:
        os.environ["CHALKLINE_ENCODER"] = str(encoder)
    from chalkline.kernel.sqlite import use_fixed_sqlite

    use_fixed_sqlite()
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    from assisting import communications
    from cast import make_cast
    from chalkline.assist.library.api import (
        About,
        Audience,
        Term,
        Theme,
        add_answer,
        add_document,
        approve_version,
        read_document,
    )  # fmt: skip
    from chalkline.assist.retrieval.api import keep_shelf_right

    cast, now = make_cast(), timezone.now()
    today = timezone.localdate()
    known = yaml.safe_load((LIBRARY / "library.yaml").read_text(encoding="utf-8"))

    def about(each: dict[str, str], title: str) -> About:
        audience = Audience(each.get("audience", "public"))
        return About(title, cast.ada.actor.id, audience, Theme(each["theme"]), each.get("language", "en"))

    for each in known["documents"]:
        said = about(each, each["title"])
        file = (LIBRARY / each["file"]).read_bytes()
        made, work = add_document(cast.ada.actor, said, file, each["file"], now=now)
        read_document(version_id=str(made.pk), work_id=work.id, now=now)
        made.refresh_from_db()
        if each.get("state") == "expired":
            past = today - timedelta(days=30)
            approve_version(cast.carl.actor, made, Term(past, past, today), now=now - timedelta(days=20))
            type(made).objects.filter(pk=made.pk).update(review_on=past, ends_on=today - timedelta(days=1))
        elif each.get("state") != "waiting":
            term = Term(today, today + timedelta(days=90), today + timedelta(days=200))
            approve_version(cast.carl.actor, made, term, now=now)
    for each in known["answers"]:
        made = add_answer(cast.ada.actor, about(each, each["question"]), each["answer"], now=now)
        term = Term(today, today + timedelta(days=90), today + timedelta(days=200))
        approve_version(cast.carl.actor, made, term, now=now)
    keep_shelf_right(now=now)
    return communications(cast).actor, [Asked(*row) for row in known["questions"]], today


def ranks_of(asked: Asked, hits: Any) -> list[int]:
    """The places, from 0, of passages that answer."""
    from chalkline.assist.library.api import Version

    names = dict(Version.objects.values_list("pk", "name"))
    return [
        place
        for place, hit in enumerate(hits)
        if names[hit.version_id] == asked.file
        and asked.heading.casefold() in " ".join([hit.title, *hit.headings]).casefold()
    ]


def measure(actor: Any, questions: list[Asked], today: Any, **how: bool) -> tuple[float, float, float, float]:
    """nDCG@10, the share answered first, the share within three, milliseconds of the median question."""
    from chalkline.assist.library.api import Audience
    from chalkline.assist.retrieval.api import find

    gains, first, third, took = [], [], [], []
    for asked in questions:
        start = perf_counter()
        hits = find(actor, asked.text, today=today, audience=Audience.PUBLIC, limit=10, **how).hits
        took.append(1000 * (perf_counter() - start))
        ranks = ranks_of(asked, hits)
        gains.append(1 / log2(ranks[0] + 2) if ranks else 0.0)
        first.append(ranks[:1] == [0])
        third.append(bool(ranks) and ranks[0] < 3)
    return mean(gains), mean(first), mean(third), sorted(took)[len(took) // 2]


def outcomes(actor: Any, questions: list[Asked], today: Any, *, verbose: bool) -> dict[str, float]:
    """How many answerable questions get a draft, and one citing the right passage; how many others get one too."""
    from chalkline.assist.drafts.preparing import prepare
    from chalkline.assist.drafts.words import Asker, Outcome
    from chalkline.assist.library.api import Passage, Version

    names = dict(Version.objects.values_list("pk", "name"))
    told = {"answerable": 0, "drafted": 0, "right": 0, "unanswerable": 0, "wrongly drafted": 0}
    for asked in questions:
        made = prepare(actor, asked.text, Asker.FAMILY, "", today=today)
        drafted = made.outcome is Outcome.DRAFT
        if asked.file == "none":
            told["unanswerable"] += 1
            told["wrongly drafted"] += drafted
        else:
            told["answerable"] += 1
            told["drafted"] += drafted
            cited = Passage.objects.filter(pk__in=[each.cites for each in made.sentences]).select_related("version")
            right = any(
                names[each.version_id] == asked.file and asked.heading.casefold() in " ".join(each.headings).casefold()
                for each in cited
            )
            told["right"] += drafted and right
        if verbose:
            best = made.found.hits[:1]
            seen = f"{best[0].cover:.2f} {best[0].cosine or 0:.2f} {best[0].headings[-1]}" if best else "-"
            top = max((hit.cosine or 0 for hit in made.found.hits[:5]), default=0)
            cover = max((hit.cover for hit in made.found.hits[:5]), default=0)
            print(f"  {made.outcome.value:8} {cover:.2f} {top:.2f} {asked.file[:12]:12} {asked.text[:50]:50} | {seen}")
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--verbose", action="store_true")
    wish = parser.parse_args()
    actor, questions, today = prepared(wish.encoder)
    answerable = [each for each in questions if each.file != "none"]
    english = [each for each in answerable if not any(sign in each.text for sign in "¿é")]
    ways: dict[str, dict[str, bool]] = {"by words": {"by_meaning": False}}
    if wish.encoder:
        ways |= {"by meaning": {"by_words": False}, "both": {}}
    print(f"snowballstemmer {version('snowballstemmer')}; {len(english)} English questions, {len(answerable)} in all")
    base = 0.0
    for name, how in ways.items():
        ndcg, first, third, took = measure(actor, english, today, **how)
        base = base or ndcg
        against = f"{ndcg / base:.2f} x words"
        print(f"{name:12} nDCG@10 {ndcg:.3f} ({against})  first {first:.2f}  in three {third:.2f}  {took:.0f} ms")
    if len(answerable) > len(english):
        spanish = [each for each in answerable if each not in english]
        print(f"Spanish      nDCG@10 {measure(actor, spanish, today)[0]:.3f} by words")
    print(outcomes(actor, questions, today, verbose=wish.verbose))


if __name__ == "__main__":
    main()
