"""Tasks of a class, looked at as questions: how hard each is, and whether it goes with the rest."""
