"""What passes between the grader and a kernel."""
