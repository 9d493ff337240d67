"""Reads of voices, by subject, always for a viewer."""
