"""The wiring: settings, addresses, processes, and reactions.py, the only list of "when X then Y"."""
