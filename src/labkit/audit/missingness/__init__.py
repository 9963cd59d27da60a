"""Missing data that speak."""
