"""Labelled K-12 texts: who is in them, and where. See README.md."""
