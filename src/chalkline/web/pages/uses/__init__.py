"""Approved uses: what may be used, under which terms; stopping one, letting it go on, ending it."""
