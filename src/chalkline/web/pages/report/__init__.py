"""Pages of Report: the one-page answer, board packets, the strategy."""
