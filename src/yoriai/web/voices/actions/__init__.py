"""The verbs of voices, by subject: the only place that writes."""
