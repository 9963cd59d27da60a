"""Does a predicted 20 % happen one time in five? Measures and figure."""
