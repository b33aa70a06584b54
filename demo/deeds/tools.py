"""Tools, the catalogue they come from, and the agreements about them."""

from __future__ import annotations

from typing import Any

from telling.deed import Day, Moment, deed


@deed("takes over the catalogue")
def takes_over_the_catalogue(moment: Moment) -> Any:
    """The AI catalogue that comes with Chalkline."""
    from importlib.resources import files

    from chalkline.tools.register.api import import_catalogue

    file = files("chalkline") / "law" / "vocabulary" / "ai_catalog.yaml"
    return import_catalogue(moment.actor, file.read_bytes(), now=moment.now)


@deed("registers a tool")
def registers_a_tool(moment: Moment, *, tool: str) -> Any:
    """By its id in the catalogue."""
    from chalkline.tools.register.api import register_tool

    return register_tool(moment.actor, tool, now=moment.now)


@deed("names the models of a tool")
def names_the_models(moment: Moment, *, tool: str, models: list[str]) -> Any:
    """Those the gateway may call for it."""
    from chalkline.tools.register.api import name_models, registered

    return name_models(moment.actor, registered(tool), models, now=moment.now)


@deed("records an agreement")
def records_an_agreement(
    moment: Moment, *, tool: str, kind: str, signed_on: Day, ends_on: Day, elements: list[str], joined_from: str = ""
) -> Any:
    """Signed, with its term and its schedule of data; a joined one says whose it was."""
    from chalkline.tools.agreements.api import AgreementKind, Terms, record_agreement
    from chalkline.tools.register.api import registered

    return record_agreement(
        moment.actor,
        registered(tool),
        AgreementKind(kind),
        signed_on=signed_on,
        ends_on=ends_on,
        elements=elements,
        terms=Terms(joined_from=joined_from),
        now=moment.now,
    )
