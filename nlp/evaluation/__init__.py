"""How well claims are read: annotated notes beside what the reader makes of them."""
