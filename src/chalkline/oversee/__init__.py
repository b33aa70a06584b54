"""Oversee: what goes wrong, what is looked at again and when, and whether it is secure."""
