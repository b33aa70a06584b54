"""What the records say, read through the domains' own doors: counts and days, never a person."""
