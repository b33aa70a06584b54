"""What checks of models found, in words and as a picture: for the committee, the request, the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.oversee.paired_prompts.api import (
    MEASURE_NAMES,
    Difference,
    Measure,
    differences_of,
    library,
    paired_checks,
)
from chalkline.people.api import Actor, names_of
from chalkline.web.charts import Chart, intervals
from chalkline.web.routes import address_of

MOST_DRAWN = 10
OF_THE_OTHERS = frozenset({Measure.LENGTH, Measure.SENTENCE_LENGTH, Measure.SCORE})  # the rest are of a hundred already


@dataclass(frozen=True)
class ModelTold:
    """How one model stands. ``standing_out``: a sentence for each difference that does."""

    model: str
    said: Sentence
    tone: str
    standing_out: tuple[Sentence, ...] = ()
    replaced: bool = False
    url: str = ""
    chart: Chart | None = None
    without: Sentence | None = None
    because: str = ""


def models_told(actor: Actor, rows: Sequence[dict[str, Any]]) -> tuple[ModelTold, ...]:
    """The models of a packet, as ``ModelStanding`` keeps them; with pictures for whoever may see checks."""
    names = names_of(each["without"]["by"] for each in rows if each["without"])
    return tuple(_model(actor, each, place, names) for place, each in enumerate(rows, 1))


def group_names() -> dict[str, Sentence]:
    """What a group of names is called."""
    return {each.id: Sentence(each.label) for each in library().groups}


def stands_out_said(measure: str, group: str, mean: float, others: float) -> Sentence:
    """One difference in words."""
    return Sentence(
        "{what}, {group}: {mean} against {others}.",
        what=MEASURE_NAMES[Measure(measure)],
        group=group_names()[group],
        mean=f"{mean:.1f}",
        others=f"{others:.1f}",
    )


def lead(says: bool, standing_out: int) -> Sentence:
    """What a check says as a whole."""
    if not says:
        return Sentence("There were not enough runs to say anything. Put the requests more often.")
    if not standing_out:
        return Sentence("No difference stands out from what chance alone gives. Small ones could still be there.")
    if standing_out == 1:
        return Sentence("One difference stands out: chance alone rarely gives as much.")
    return Sentence("{n} differences stand out: chance alone rarely gives as much.", n=standing_out)


def differences_chart(id: str, found: Sequence[Difference], *, said: Sentence | None = None) -> Chart | None:
    """The largest differences with their intervals, those that stand out first; None where nothing can be said."""
    scaled = [(each, scale) for each in found if each.says and (scale := _scale(each)) is not None]
    drawn = sorted(scaled, key=lambda each: (not each[0].stands_out, -abs(each[0].difference * each[1])))[:MOST_DRAWN]
    if not drawn:
        return None
    groups = group_names()
    return intervals(
        id,
        said or lead(True, sum(each.stands_out for each in found)),
        [
            (
                Sentence("{what}: {group}", what=MEASURE_NAMES[each.measure], group=groups[each.group]),
                each.difference * scale,
                each.low * scale,
                each.high * scale,
                Sentence("stands out") if each.stands_out else Sentence("as chance gives"),
            )
            for each, scale in drawn
        ],
        threshold=None,
        keys=(Sentence("The difference, with its interval"), Sentence("The same answer for everybody"), ""),
        text=Sentence(
            "The {n} largest differences between answers for a group of names and answers for the others, in points of "
            "a hundred.",
            n=len(drawn),
        ),
        head=(Sentence("What, and for whom"), Sentence("Difference"), Sentence("From"), Sentence("To")),
        note=Sentence("Lengths and scores are in hundredths of what the others got."),
    )


def _scale(each: Difference) -> float | None:
    if each.measure not in OF_THE_OTHERS:
        return 1.0
    return 100 / each.others if each.others else None


def _model(actor: Actor, row: dict[str, Any], place: int, names: dict[str, str]) -> ModelTold:
    check, without = row["check"], row["without"] or {}
    said, because = _why_without(without, names), without.get("reason", "")
    if check is None and row["is_called_for"]:
        return ModelTold(row["model"], Sentence("Nobody has checked it."), "attend", without=said, because=because)
    if check is None:
        none = Sentence("Nobody has checked it; nothing calls for it.")
        return ModelTold(row["model"], none, "quiet", without=said, because=because)
    standing = check["standing_out"]
    day = date.fromisoformat(check["ended_on"])
    return ModelTold(
        row["model"],
        _checked(day, len(standing), has_changed=check["has_changed"]),
        "attend" if standing or check["has_changed"] else "ok",
        standing_out=tuple(
            stands_out_said(each["measure"], each["group"], float(each["mean"]), float(each["others"]))
            for each in standing
        ),
        replaced=check["replaced"] * 2 >= check["total"],
        url=address_of("paired_prompts.show", check["id"]),
        chart=_chart(actor, check, place, row["model"]),
        without=said,
        because=because,
    )


def _why_without(without: dict[str, str], names: dict[str, str]) -> Sentence | None:
    if not without:
        return None
    who, day = names.get(without["by"], ""), date.fromisoformat(without["on"])
    return Sentence("{name} said on {day} why it goes without a check:", name=who, day=day)


def _checked(day: date, standing_out: int, *, has_changed: bool) -> Sentence:
    if has_changed:
        return Sentence("Checked on {day}; another model answers under its name since.", day=day)
    if not standing_out:
        return Sentence("Checked on {day}: no difference stands out.", day=day)
    if standing_out == 1:
        return Sentence("Checked on {day}: one difference stands out.", day=day)
    return Sentence("Checked on {day}: {n} differences stand out.", day=day, n=standing_out)


def _chart(actor: Actor, check: dict[str, Any], place: int, model: str) -> Chart | None:
    found = paired_checks(actor).filter(pk=check["id"]).first() if actor.may("paired_prompts.see") else None
    if found is None:
        return None
    title = Sentence("{model}: what a name alone changed", model=model)
    return differences_chart(f"bias-{place}", differences_of(actor, found), said=title)
