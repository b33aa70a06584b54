"""Bringing people along: who is told what, in which phases, with which training, and who pays."""
