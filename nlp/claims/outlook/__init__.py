"""What prices cannot settle today: conditions, forecasts, causes, trades."""
