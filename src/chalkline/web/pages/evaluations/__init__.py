"""Pages of evaluations: what vendors are asked, what they answer by their link, what staff find."""
