"""Pages of the roll-out: bringing people along."""
