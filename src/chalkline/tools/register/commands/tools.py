"""Writes of the register: put a tool on it, name its models."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.tools.register.events import (
    ModelsNamed,
    ToolRegistered,
)
from chalkline.tools.register.models import Service, Tool, ToolWord
from chalkline.tools.register.queries import (
    host_matcher,
    known_services,
    tool_ref,
)
from chalkline.tools.register.rules import LONGEST_WORD, check_name, folded, slug_of, words_for


@command(records=(ToolRegistered,), may_change_nothing=True)
def register_tool(actor: Actor, slug_or_name: str, *, vendor: str = "", now: datetime) -> Tool:
    """Put a tool on the register: by its slug, its name, or an address of it. Twice changes nothing.

    A name that the catalogue knows, however it is written, becomes that service. Registering says
    nothing about whether the tool may be used.
    """
    actor.must("tools.register")
    service = _service_meant(slug_or_name)
    slug = service.slug if service else slug_of(check_name(slug_or_name))
    known = Tool.objects.filter(slug=slug).first() or (None if service else _same_name(slug_or_name))
    if known:
        return known
    name = str(service.district_override.get("name", service.name)) if service else check_name(slug_or_name)
    maker = str(service.district_override.get("vendor", service.vendor)) if service else vendor.strip()[:120]
    try:
        with transaction.atomic():
            tool = Tool.objects.create(
                slug=slug, name=name, folded=folded(name)[:LONGEST_WORD], vendor=maker, service=service,
                registered_by=actor.id, registered_at=now,
            )  # fmt: skip
            ToolWord.objects.bulk_create(ToolWord(tool=tool, word=word) for word in words_for(name, maker, slug))
    except IntegrityError:  # somebody else registered it between the look and the write
        return Tool.objects.get(slug=slug)
    record(ToolRegistered(tool_ref(tool), name, maker, service is not None), actor_id=actor.id, now=now)
    return tool


def _service_meant(slug_or_name: str) -> Service | None:
    wanted = slug_or_name.strip()
    exact = Service.objects.filter(slug=wanted.lower()).first()
    if exact:
        return exact
    services = known_services()
    named = [each.slug for each in services if folded(each.name) == folded(wanted)]
    if "." in wanted and not named:
        by_host = host_matcher(services).service_of(wanted.split("//")[-1].split("/")[0].lower())
        named = [by_host] if by_host else []
    return Service.objects.filter(slug=named[0]).first() if named else None


def _same_name(name: str) -> Tool | None:
    return Tool.objects.filter(folded=folded(name)[:LONGEST_WORD]).first()


@command(records=(ModelsNamed,), may_change_nothing=True)
def name_models(actor: Actor, tool: Tool, models: list[str], *, now: datetime) -> Tool:
    """Say which models the gateway may route this tool's calls to."""
    actor.must("tools.name_models")
    names = sorted({model.strip() for model in models if model.strip()})
    if any(len(name) > 120 for name in names) or len(names) > 100:
        raise Problem(
            "tools.models_unclear",
            what=Sentence("These are not names of models."),
            why=Sentence("A model's name has at most 120 letters, and a tool at most 100 models."),
            next_step=Sentence("Write one name a line, as the model service spells it."),
        )
    current = Tool.objects.select_for_update().get(pk=tool.pk)
    if current.model_names == names:
        return current
    current.model_names = names
    current.save(update_fields=["model_names"])
    record(ModelsNamed(tool_ref(current), current.name, tuple(names)), actor_id=actor.id, now=now)
    return current
