"""Discover: which AI is in use, where that is read from, and what is done about each finding."""
