"""Template tags that every area may load."""
