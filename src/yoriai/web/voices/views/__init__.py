"""Pages of voices, by subject."""
