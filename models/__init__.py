"""The sentiment model: weights, loading, scoring, training and evaluation."""
