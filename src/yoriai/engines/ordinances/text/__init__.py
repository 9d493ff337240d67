"""The text of an ordinance: numerals, canonical form, lines, tree."""
