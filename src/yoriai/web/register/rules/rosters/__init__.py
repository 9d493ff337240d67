"""The centre's own lists: reading a file, finding its columns, understanding its cells."""
