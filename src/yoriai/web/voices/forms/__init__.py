"""Forms of voices, by subject."""
