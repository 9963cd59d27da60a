"""What a learner does with the folder they keep: `labkit start`, `reset`, `switch` and `doctor`."""
