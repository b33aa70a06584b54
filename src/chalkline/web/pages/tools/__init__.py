"""A tool's one page, and the register of tools."""
