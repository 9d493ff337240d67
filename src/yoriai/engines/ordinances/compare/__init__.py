"""Compares two editions: which unit became which, and which words changed."""
