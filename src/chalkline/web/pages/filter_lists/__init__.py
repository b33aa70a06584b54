"""Filter lists: what the web filter, DNS, sign-in and browsers let through, and what changes it."""
