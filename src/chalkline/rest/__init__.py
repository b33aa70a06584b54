"""The API's door: the same commands and queries, as JSON."""
