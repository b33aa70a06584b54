"""The browser's door: thin pages over commands and queries. No permission is decided here."""
