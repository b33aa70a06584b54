"""The answer in one sentence: how many people, how many AI tools, how many of them nobody approved. Pure."""

from __future__ import annotations

from chalkline.discover.findings.acting import BARE, number
from chalkline.discover.findings.reconciling import in_use
from chalkline.discover.findings.words import Audit, Reach
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import Standing
from chalkline.tools.register.api import AiScope


def core_in_use(found: Audit) -> list[Reach]:
    """Services of which every visit is AI use, and that somebody uses."""
    return [each for each in found.services if each.ai_scope == AiScope.CORE and in_use(each)]


def headline(found: Audit) -> Sentence:
    """The finding in one sentence."""
    tools = core_in_use(found)
    people = (number(found.core.users) or number(found.core.people)) if found.core else 0
    bare = sum(each.standing in BARE for each in tools)
    outside = sum(each.standing is Standing.OUTSIDE_TERMS for each in tools)
    said = f"{people:,}"
    if not tools:
        return Sentence("No AI tool is in use, as far as these sources show.")
    if not people:
        return Sentence("{tools} AI tools are in use, by few people.", tools=len(tools))
    if bare == len(tools):
        return Sentence(
            "{people} people used {tools} AI tools. None of them has been approved.", people=said, tools=len(tools)
        )
    if bare:
        return Sentence(
            "{people} people used {tools} AI tools. {bare} of them nobody has approved.",
            people=said,
            tools=len(tools),
            bare=bare,
        )
    if outside:
        return Sentence(
            "{people} people used {tools} AI tools, all approved; {outside} of them outside their terms too.",
            people=said,
            tools=len(tools),
            outside=outside,
        )
    return Sentence("{people} people used {tools} AI tools, and an approved use covers each, as far as logs can show.",
                    people=said, tools=len(tools))  # fmt: skip


def period_said(found: Audit) -> Sentence | None:
    """At how many schools, and which days the logs cover."""
    if found.period is None:
        return None
    first, last = found.period
    if found.core and found.core.schools > 1:
        return Sentence("At {n} schools, by logs of {first} to {last}.", n=found.core.schools, first=first, last=last)
    return Sentence("By logs of {first} to {last}.", first=first, last=last)
