"""Reviews: what waits for me, and the page on which a reviewer works, saved as one goes."""
