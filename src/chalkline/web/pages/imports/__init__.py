"""Pages on which lists of tools and requests are handed in."""
