"""Claims that no rule knows the words of: what a trained model points at, made into claims.

The model says which word makes a claim, and draws arcs from it to names, periods, numbers and
phrases that the grammars have found; it can't make up any of these.
"""
