"""The only door for downloads."""
