"""Pages of Data: flows, systems, agreements, the audit of a roster."""
