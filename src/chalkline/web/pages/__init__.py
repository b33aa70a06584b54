"""One module for each place of the district's work."""
