"""Readiness: how ready we are by domain, one question at a time, and a plan of steps with owners and days."""
