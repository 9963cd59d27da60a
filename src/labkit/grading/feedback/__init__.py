"""What a learner gets back."""
