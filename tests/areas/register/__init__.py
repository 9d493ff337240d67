"""The register: names, numbers, entries, search, pages."""
