"""The model that points at claims: which word makes one, and what its slots are."""
