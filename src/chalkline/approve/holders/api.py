"""The public door of holders."""

from chalkline.approve.holders.queries import decided_by, holder_of
from chalkline.approve.holders.words import Holder

__all__ = ["Holder", "decided_by", "holder_of"]
