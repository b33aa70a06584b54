"""Telling the school year: days of a real calendar, deeds, chapters that are checked, and the player."""
