"""Against the label and against the disease."""
