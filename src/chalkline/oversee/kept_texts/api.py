"""The public door of kept texts."""

from chalkline.oversee.kept_texts.commands import purge_kept_texts, read_kept_text, take_in_kept_text
from chalkline.oversee.kept_texts.models import KeptText
from chalkline.oversee.kept_texts.queries import kept_now, kept_text_by_id, kept_texts
from chalkline.oversee.kept_texts.words import Opened

__all__ = [
    "KeptText",
    "Opened",
    "kept_now",
    "kept_text_by_id",
    "kept_texts",
    "purge_kept_texts",
    "read_kept_text",
    "take_in_kept_text",
]
