"""Where people watch: calls that wait for a release, and texts that a use's rule keeps, sealed into the channel."""
