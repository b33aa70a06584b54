"""Narrowing lists by approved uses: tools by whether one of theirs holds, uses by whether they hold. For every door."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from chalkline.approve.requests.api import requests_on_their_way
from chalkline.approve.uses.models import ApprovedUse
from chalkline.approve.uses.queries import uses_holding
from chalkline.approve.uses.words import UseState
from chalkline.tools.register.api import Tool


class ToolsStanding(StrEnum):
    """How tools stand here, as lists are narrowed by it."""

    APPROVED = "approved"
    ASKED = "asked"
    NEITHER = "neither"


class UseTime(StrEnum):
    """Whether uses hold on a day, stopped ones too, or are over."""

    NOW = "now"
    OVER = "over"


def only_tools_standing(rows: QuerySet[Tool], value: str, on: date) -> QuerySet[Tool]:
    """Of these tools, those with a use that holds, those asked for, or those with neither."""
    in_force = Exists(uses_holding(on).filter(tool=OuterRef("pk")))
    asked = Exists(requests_on_their_way().filter(tool=OuterRef("pk")))
    if value == ToolsStanding.APPROVED:
        return rows.filter(in_force)
    return rows.filter(asked if value == ToolsStanding.ASKED else ~in_force & ~asked)


def only_uses_when(rows: QuerySet[ApprovedUse], value: str, on: date) -> QuerySet[ApprovedUse]:
    """Of these uses, those in force on a day or those that are over."""
    over = Q(state=UseState.ENDED.value) | Q(expires_on__lt=on)
    return rows.filter(over) if value == UseTime.OVER else rows.exclude(over)
