"""Bringing people along: training, and what comes with it."""
