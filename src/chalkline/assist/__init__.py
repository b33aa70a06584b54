"""The first workflows that are safe to start with: approved content, cited drafts, a named person's acceptance."""
