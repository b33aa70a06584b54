"""Pages of custom fields: which there are, and filling them in."""
