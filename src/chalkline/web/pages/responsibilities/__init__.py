"""Decide: who answers for which kind of decision."""
