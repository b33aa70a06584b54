"""Finding tools by name, maker, address or near-miss: by the beginnings of their words, so that a search among a
hundred thousand costs what it costs among a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from chalkline.people.api import Actor
from chalkline.tools.register.hosts import normal_host
from chalkline.tools.register.models import Tool, ToolWord
from chalkline.tools.register.near_names import near_names
from chalkline.tools.register.queries import app_matcher, host_matcher, known_services
from chalkline.tools.register.rules import BEHIND, FAR, LONGEST_SEARCH, LONGEST_WORD, WORD, closeness, folded
from chalkline.tools.register.words import AiScope, Found, Known

Row = TypeVar("Row", bound=Model)
FEW = 1000  # so many words may be looked through before it is cheaper to go by the order of the list
LOOKED_AT = 60  # of each way to look, tools compared letter by letter
MOST_WORDS = 6
AFTER_ALL = "\U0010ffff"  # sorts after every letter


def only_tools_like(rows: QuerySet[Row], text: str, *, tool: str = "pk", to_count: bool = False) -> QuerySet[Row]:
    """Of these rows, those whose tool (its id in the field ``tool``) has words that begin as each word of ``text``.

    Where few tools have such a word, they are found first; where many have, the rows are gone through in the order of
    the list and each is asked: either way a page is found after few steps. ``to_count``: by their words always, which
    is quicker where nothing is put in order.
    """
    starts = [folded(word)[:LONGEST_WORD] for word in WORD.findall(text[:LONGEST_SEARCH])][:MOST_WORDS]
    if not starts:
        return rows.none()
    whole = folded(text[:LONGEST_SEARCH])[:LONGEST_WORD]
    longest = sorted(starts, key=len, reverse=True)
    few = longest[0] if to_count else next((start for start in longest if _is_few(start)), None)
    if few is None:
        each = [Exists(ToolWord.objects.filter(begins(start), tool=OuterRef(tool))) for start in starts]
        return rows.filter(*each)
    others = [start for start in starts if start != few]
    has_all = [Exists(ToolWord.objects.filter(begins(start), tool=OuterRef("tool"))) for start in others]
    wanted = ToolWord.objects.filter(begins(few)).filter(*has_all).values("tool")
    if len(starts) == 1:
        return rows.filter(**{f"{tool}__in": wanted})
    called = ToolWord.objects.filter(begins(whole)).values("tool")
    return rows.filter(Q(**{f"{tool}__in": wanted}) | Q(**{f"{tool}__in": called}))


def begins(start: str) -> Q:
    """Words that begin so: a range of the index, alike on every database."""
    return Q(word__gte=start, word__lt=start + AFTER_ALL)


def _is_few(start: str) -> bool:
    return ToolWord.objects.filter(begins(start))[: FEW + 1].count() <= FEW


def search_tools(actor: Actor, text: str, *, limit: int = 8) -> list[Found]:
    """Tools and catalogue services by name, maker, pasted address or near-miss, nearest first.

    Registered tools come before services that are as near. An empty text finds nothing.
    """
    actor.must("tools.see")
    wanted = text.strip()[:LONGEST_SEARCH]
    if not wanted:
        return []
    services = known_services()
    found = {
        each.slug: Found(each.slug, each.name, each.vendor, False, each.ai_scope, each.category, near)
        for each in near_names(services).worth_comparing(wanted)
        if (near := _nearness(wanted, each.name, each.slug, each.vendor)) < FAR
    }
    for slug in _by_address_or_app(wanted, services):
        each = next(service for service in services if service.slug == slug)
        found[slug] = Found(slug, each.name, each.vendor, False, each.ai_scope, each.category, 0)
    for slug, name, vendor, scope, category in _candidates(wanted, found):
        near = min(_nearness(wanted, name, slug, vendor), _closeness_in(found, slug))
        if near < FAR:
            found[slug] = Found(slug, name, vendor, True, AiScope(scope) if scope else None, category or "", near)
    ranked = sorted(found.values(), key=lambda each: (each.closeness, not each.registered, each.name.casefold()))
    return ranked[:limit]


def _candidates(wanted: str, found: Iterable[str]) -> list[tuple[str, str, str, str | None, str | None]]:
    """Tools that may be meant: those that begin so, those whose name the text begins with, those of which a half
    is the same (whoever slips once leaves the other half as it is), and those of services that were found.
    """
    text = folded(wanted)
    half = max(2, len(text) // 2)
    third = max(2, len(text) // 3)
    starts = [text, text[:half], text[:third] if len(text) >= 8 else text, BEHIND + text[::-1][:half]]
    shorter = [text[:length] for length in range(4, len(text) + 1)]
    ids: dict[Any, None] = {}
    for looked in (Q(word__in=shorter), *(begins(start) for start in dict.fromkeys(starts) if start)):
        words = ToolWord.objects.filter(looked).order_by("word").values_list("tool_id", flat=True)
        ids.update(dict.fromkeys(words[:LOOKED_AT]))
    if " " in wanted:
        ids.update(dict.fromkeys(only_tools_like(Tool.objects.all(), wanted).values_list("pk", flat=True)[:LOOKED_AT]))
    named = Tool.objects.order_by().filter(Q(pk__in=list(ids)) | Q(slug__in=list(found)))
    return list(named.values_list("slug", "name", "vendor", "service__ai_scope", "service__category"))


def _nearness(wanted: str, name: str, slug: str, vendor: str) -> int:
    by_maker = closeness(wanted, [vendor]) if vendor else FAR
    return min(closeness(wanted, [name, slug]), by_maker + 3 if by_maker <= 2 else FAR)


def _closeness_in(found: dict[str, Found], slug: str) -> int:
    return found[slug].closeness if slug in found else FAR


def _by_address_or_app(wanted: str, services: tuple[Known, ...]) -> set[str]:
    slugs = {app_matcher(services).service_of(wanted)}
    host = normal_host(wanted) if "." in wanted else ""
    if host:
        slugs.add(host_matcher(services).service_of(host))
    return {slug for slug in slugs if slug}
