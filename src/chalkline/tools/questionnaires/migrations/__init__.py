"""Migrations of questionnaires."""
