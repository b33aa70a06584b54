"""Migrations: they import no application code."""
