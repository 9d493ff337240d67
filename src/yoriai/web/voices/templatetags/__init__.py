"""Words of voices in templates."""
