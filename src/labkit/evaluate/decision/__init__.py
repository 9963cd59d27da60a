"""Net benefit and the decision curve."""
