"""What a course folder keeps about one learner: found, handed over, erased."""
