"""labkit inside nbgrader's own commands."""
