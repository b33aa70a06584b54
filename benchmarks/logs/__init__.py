"""A large proxy log, a district that fits it, and the best that others can do with it."""
