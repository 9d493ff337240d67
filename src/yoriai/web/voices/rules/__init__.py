"""May, must and state of voices, by subject."""
