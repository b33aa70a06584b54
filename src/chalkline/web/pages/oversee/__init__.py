"""Oversight in the browser: concerns, incidents, the review calendar, security audits."""
