"""Yoriai (寄合): the working system of a citizens'-sector support centre."""

__version__ = "0.1.0"
