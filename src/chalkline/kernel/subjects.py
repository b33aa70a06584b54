"""Pointing at a thing without importing it.

A foreign key may point only to the same step or an earlier one. What must point forward, or must
say *which version was looked at*, is a SubjectRef: kind, id, and the digest of that version.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class SubjectRef:
    """``SubjectRef("request", "0b9c…", "9f2a…")``; ``digest`` is "" when no version is meant."""

    kind: str
    id: str
    digest: str = ""

    def as_json(self) -> dict[str, str]:
        plain = {"kind": self.kind, "id": self.id}
        return {**plain, "digest": self.digest} if self.digest else plain
