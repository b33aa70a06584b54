"""Migrations of evaluations."""
