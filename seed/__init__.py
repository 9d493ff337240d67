"""A believable region, made from a date and a seed."""
