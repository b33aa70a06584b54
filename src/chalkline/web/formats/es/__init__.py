"""How fields are spelled in Spanish."""
