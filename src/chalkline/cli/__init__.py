"""The terminal's door: the same commands and queries, as text."""
