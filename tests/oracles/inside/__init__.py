"""The halves of the oracles that run where the clients are."""
