"""The public door of spending."""

from chalkline.report.spending.queries import spending_in
from chalkline.report.spending.words import BY_NAMES, By, Line, Spending, Sum

__all__ = ["BY_NAMES", "By", "Line", "Spending", "Sum", "spending_in"]
