"""What `make bench-gateway` runs side by side: a district, a bare proxy, peers, a load, and how cost is read."""
