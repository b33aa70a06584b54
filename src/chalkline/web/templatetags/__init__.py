"""Template tags: saying things in the reader's language."""
