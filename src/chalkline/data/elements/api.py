"""The public door of elements."""

from chalkline.data.elements.commands import note_element
from chalkline.data.elements.models import ElementNote
from chalkline.data.elements.queries import ElementSeen, elements

__all__ = ["ElementNote", "ElementSeen", "elements", "note_element"]
