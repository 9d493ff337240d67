"""The text of Japanese ordinances: tree, 改め文, 新旧対照表, checks."""
