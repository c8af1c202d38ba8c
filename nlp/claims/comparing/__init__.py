"""Comparisons, equivalences and ranks: who is set beside whom, and by how much."""
