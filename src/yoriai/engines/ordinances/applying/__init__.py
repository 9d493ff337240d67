"""Applies an 改め文 to the tree of its base, keeping track of every word."""
