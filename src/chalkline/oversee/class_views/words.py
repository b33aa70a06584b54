"""The words of class views."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.rulebook.class_view import ClassView


@dataclass(frozen=True)
class ClassSeen:
    """A class under one approved use, as its teacher may see it. ``key_id`` names it: the newest of its ``keys``.

    ``is_small``: it has fewer students than a group that may be shown; then nothing else of it may be.
    """

    key_id: str
    label: str
    class_id: str
    use_id: str
    use_title: str
    tool_name: str
    view: ClassView
    keys: frozenset[str]
    is_small: bool

    @property
    def shows_texts(self) -> bool:
        """Whether kept texts of the class may be read by its teacher."""
        return self.view is ClassView.TEXTS and not self.is_small
