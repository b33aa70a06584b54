"""Surveys: asked by a link or a picture of it, counted when they close, heard in the audit and in the problems."""
