"""The registry of figures, each opening to its rows."""
