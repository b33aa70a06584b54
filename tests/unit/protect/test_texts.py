"""The texts that detection is measured on are those that were there before it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

TEXTS = Path(__file__).resolve().parents[2] / "texts"


def test_the_test_part_was_never_changed() -> None:
    for line in (TEXTS / "digests.txt").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((TEXTS / name).read_bytes()).hexdigest() == digest


def test_no_frame_is_in_both_parts_and_every_label_stands_where_it_says() -> None:
    frames = {part: _frames(part) for part in ("development", "test")}
    assert not frames["development"] & frames["test"]
    assert len(frames["development"] | frames["test"]) >= 250
    frames |= {part: _frames(part) for part in ("families_development", "families_test")}
    assert not frames["families_development"] & frames["families_test"]
    texts = [json.loads(line) for part in frames for line in (TEXTS / f"{part}.jsonl").read_text().splitlines()]
    assert len(texts) >= 2600
    for each in texts:
        assert all(each["text"][span["start"] : span["end"]].strip() for span in each["spans"])


def _frames(part: str) -> set[str]:
    files = (TEXTS / "frames").glob(f"{part}_*.txt")
    return {line for file in files for line in file.read_text().splitlines() if line and not line.startswith("#")}
