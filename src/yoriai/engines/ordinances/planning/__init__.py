"""From two trees to what the sentences of an 改め文 have to do, in the order the rules ask for."""
