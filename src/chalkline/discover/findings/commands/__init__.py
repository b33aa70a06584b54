"""Writes of findings: note what was found, settle it, ask for the tool that was found."""
