"""Which AI is approved here, for whom, with what data, and who decided: for anyone, without an account."""
