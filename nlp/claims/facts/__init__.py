"""Facts of a fund, and figures of risk: fees, launches, indices, volatility, drawdowns."""
