"""Predictive values and risks where the disease is rarer or more frequent."""
