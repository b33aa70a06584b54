"""What `benchmarks/lists.py` is made of: a district with very many tools and requests, asked for pages in process."""
