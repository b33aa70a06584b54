"""Requests: asking in one short form, and following what one asked for like a parcel."""
