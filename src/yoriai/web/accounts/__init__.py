"""Who signs in, and what each post may do."""
