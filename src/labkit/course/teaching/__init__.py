"""What a trainer and a programme director read: the catalogue, a lab's guide, what the labs cost to run."""
