"""Two models on the same people, one model on several cohorts."""
