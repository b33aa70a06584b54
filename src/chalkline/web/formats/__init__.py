"""How forms spell what they hold, by language, where the framework's own spelling does not fit."""
