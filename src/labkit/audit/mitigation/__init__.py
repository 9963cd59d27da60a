"""The gap before and after mitigation."""
