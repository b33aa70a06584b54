"""Feedback: asked by a link or a picture of it, sorted by a named person, answered in public."""
