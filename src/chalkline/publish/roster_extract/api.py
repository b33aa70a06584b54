"""The public door of the roster extract."""

from chalkline.publish.roster_extract.commands import add_nickname, build_extract, remove_nickname
from chalkline.publish.roster_extract.events import ExtractBuilt
from chalkline.publish.roster_extract.models import ExtractHead, Nickname
from chalkline.publish.roster_extract.queries import extract_head, nickname_by_id, nicknames_of, recorded_as
from chalkline.publish.roster_extract.renewing import ExtractKeeper
from chalkline.publish.roster_extract.rules import mark_of

__all__ = [
    "ExtractBuilt",
    "ExtractHead",
    "ExtractKeeper",
    "Nickname",
    "add_nickname",
    "build_extract",
    "extract_head",
    "mark_of",
    "nickname_by_id",
    "nicknames_of",
    "recorded_as",
    "remove_nickname",
]
