"""Protect: which policy is in force, who holds a key to it, and what the gateway let out and stopped."""
