"""Load on a site that the script itself starts, on this machine only."""
