"""Auditing an export in a process of its own, with bounds: an upload is never parsed where the secrets are."""
