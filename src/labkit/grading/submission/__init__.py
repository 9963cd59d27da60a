"""A submitted file: found, read, and what is not the learner's put back."""
