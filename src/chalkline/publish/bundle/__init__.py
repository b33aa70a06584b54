"""Which policy is compiled, checked, compared, signed and activated?"""
