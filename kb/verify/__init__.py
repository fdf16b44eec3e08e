"""Claims against the bytes of their documents: anchors, the number check, coverage, and fetching what is public."""
