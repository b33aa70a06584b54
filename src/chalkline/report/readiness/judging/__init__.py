"""What the records answer, question by question: small pure rules."""
