"""Pages of people: who works here, what each may do, who can sign in; schools and the roster."""
