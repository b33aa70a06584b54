"""Decide: matters that people decide themselves, and what they wrote."""
