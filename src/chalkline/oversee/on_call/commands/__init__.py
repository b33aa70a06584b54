"""Writes of being on call: rotas, and what becomes of alerts."""
