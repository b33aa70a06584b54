"""How far classes work with AI: set by their teachers, read by students and families."""
