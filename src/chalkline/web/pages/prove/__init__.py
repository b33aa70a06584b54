"""Prove: pilots, from the plan to the verdict."""
