"""声: conversations, voices, votes and the map made of them."""
