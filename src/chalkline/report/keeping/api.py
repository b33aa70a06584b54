"""The public door of keeping."""

from chalkline.report.keeping.queries import holdings, use_of, ways
from chalkline.report.keeping.words import Holding, Use, Way

__all__ = ["Holding", "Use", "Way", "holdings", "use_of", "ways"]
