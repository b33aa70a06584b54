"""Every component on one page, for looking and for axe. Not part of the product."""
