"""Assist: answers to families from approved sources, the library behind them, what is missing."""
