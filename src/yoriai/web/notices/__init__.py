"""Mail to people: an outbox that is filled on commit."""
