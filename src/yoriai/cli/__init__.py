"""The command line `yoriai`: files in, engines, files out."""
