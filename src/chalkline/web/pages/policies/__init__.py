"""Decide: policies. Read, sign, comment; write, compare, bring to a decision."""
