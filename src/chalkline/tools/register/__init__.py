"""Which AI services exist (the catalogue), and which of them does this district know (the register)?"""
