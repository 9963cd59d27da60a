"""Estimates, their intervals, and the bootstrap."""
