"""What the model should not have known."""
