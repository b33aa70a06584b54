"""The teacher's minute: "Can I use this with my class?", answered from the policy in force."""
