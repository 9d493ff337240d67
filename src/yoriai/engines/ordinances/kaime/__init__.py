"""Reading and writing the 改め文."""
