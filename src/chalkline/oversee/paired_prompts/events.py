"""The facts of paired prompts."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("oversee.paired_check.begun/1", says="{actor} asked whether names alone change what {model} answers.")
@dataclass(frozen=True)
class PairedCheckBegun:
    """``total`` answers of one set of requests."""

    paired_check: SubjectRef
    model: str
    prompt_set: str
    total: int


@fact(
    "oversee.paired_check.ended/1",
    says="A check of {model} with different names ended: {standing_out} differences stand out.",
)
@dataclass(frozen=True)
class PairedCheckEnded:
    """``says``: there were runs enough to say anything."""

    paired_check: SubjectRef
    model: str
    answers: int
    standing_out: int
    says: bool


@fact("oversee.paired_check.broke_off/1", says="A check of {model} with different names broke off.")
@dataclass(frozen=True)
class PairedCheckBrokeOff:
    """``why``: no_key, refused, unreachable."""

    paired_check: SubjectRef
    model: str
    why: str
