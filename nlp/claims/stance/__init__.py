"""How a claim is meant: asserted, negated, hedged, reported, forecast, imagined."""
