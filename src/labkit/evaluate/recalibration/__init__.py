"""Calibration intercept and slope, and a model brought to another hospital."""
