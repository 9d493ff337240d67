"""Writes of exports: making files, and clearing them away."""

from .files import clear_expired, clear_files, give_up, lying, path_of
from .making import ask, fetch, make, make_file, stop, work_on

__all__ = [
    "ask",
    "clear_expired",
    "clear_files",
    "fetch",
    "give_up",
    "lying",
    "make",
    "make_file",
    "path_of",
    "stop",
    "work_on",
]
