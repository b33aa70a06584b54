"""The facts of model checks."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("approve.model_check.gone_without/1", says="{actor} said why “{title}” goes on without a check of {names}.")
@dataclass(frozen=True)
class GoneWithoutCheck:
    """A request goes to the committee though nobody put its models to the test of names."""

    request: SubjectRef
    title: str
    names: str
    models: tuple[str, ...]
    reason: str = part("words")


@fact("approve.model_check.changed/1", says="{model} is not the model any more that was checked for bias.")
@dataclass(frozen=True)
class CheckedModelChanged:
    """Its answers say now that they come from something else; the check of before counts no more."""

    paired_check: SubjectRef
    model: str
    before: str
    now: str


@fact("approve.model_check.lapsed/1", says="Nobody checked {model} again in time; its last check counts no more.")
@dataclass(frozen=True)
class ModelCheckLapsed:
    """Its day on the review calendar passed, with notice before."""

    paired_check: SubjectRef
    model: str
