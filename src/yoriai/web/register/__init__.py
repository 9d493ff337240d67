"""台帳: every person, organisation and place, once."""
