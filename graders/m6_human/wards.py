"""Names of the groups of the builder's cases."""

NAMES = ["80_and_over", "under_80", "night", "day", "referred", "first_stay"]
