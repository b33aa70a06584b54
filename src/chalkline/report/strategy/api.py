"""The public door of the strategy."""

from chalkline.report.strategy.queries import strategy

__all__ = ["strategy"]
