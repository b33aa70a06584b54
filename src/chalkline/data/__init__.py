"""Step data: what data there is, from where to where it goes, and whether it is sound."""
