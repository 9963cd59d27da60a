"""By group where the score itself is needed: AUC, calibration, thresholds."""
