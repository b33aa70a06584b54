"""The facts of the register."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact(
    "tools.catalogue.loaded/1",
    says="{actor} loaded version {version} of the AI catalogue: {listed} services, {added} of them new.",
)
@dataclass(frozen=True)
class CatalogueLoaded:
    """The catalogue changed. ``dropped`` are services it no longer lists."""

    version: int
    digest: str
    listed: int
    added: int
    changed: int
    dropped: int


@fact("tools.service.corrected/1", says="{actor} corrected what the catalogue says of {name}: {fields}.")
@dataclass(frozen=True)
class ServiceCorrected:
    """The district laid its own knowledge over an entry."""

    tool: SubjectRef
    name: str
    fields: tuple[str, ...]


@fact("tools.service.added/1", says="{actor} added {name} to the catalogue of this district.")
@dataclass(frozen=True)
class ServiceAdded:
    """A service no catalogue knows."""

    tool: SubjectRef
    name: str


@fact(
    "tools.conflict.settled/1",
    says="{actor} settled what counts for {name} where the catalogue and the district disagreed ({field}).",
)
@dataclass(frozen=True)
class ConflictSettled:
    """``kept_ours``: the district's word counts; otherwise the catalogue's."""

    tool: SubjectRef
    name: str
    field: str
    kept_ours: bool


@fact("tools.tool.registered/1", says="{actor} put {name} on the register of tools.")
@dataclass(frozen=True)
class ToolRegistered:
    """The district knows this tool from now on. Says nothing about whether it may be used."""

    tool: SubjectRef
    name: str
    vendor: str
    from_catalogue: bool


@fact("tools.tool.models_named/1", says="{actor} said which models {name} runs on: {models}.")
@dataclass(frozen=True)
class ModelsNamed:
    """The gateway may route calls of this tool to these model names."""

    tool: SubjectRef
    name: str
    models: tuple[str, ...]


@fact("tools.tool.maker_corrected/1", says="{actor} corrected who makes {name}: {after}.")
@dataclass(frozen=True)
class MakerCorrected:
    """A list said otherwise who makes a tool that no catalogue knows."""

    tool: SubjectRef
    name: str
    before: str
    after: str


@fact(
    "tools.list.taken_over/1",
    says="{actor} took over a list of {rows} tools: {new} new, {changed} changed, {skipped} left as they were.",
)
@dataclass(frozen=True)
class ToolsTakenOver:
    """A file of tools was taken over."""

    rows: int
    new: int
    changed: int
    skipped: int


@fact(
    "tools.maker_list.taken_over/1",
    says="{actor} took over a list of {rows} makers: {new} new, {changed} changed, {skipped} left as they were.",
)
@dataclass(frozen=True)
class MakersTakenOver:
    """A file of what the district wants to know of makers was taken over."""

    rows: int
    new: int
    changed: int
    skipped: int
