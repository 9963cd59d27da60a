"""A process that has imported what labs need and forks one kernel a submission."""
