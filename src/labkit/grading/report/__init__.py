"""What a lab tells its teacher about a class: one page, from the gradebook, the records and what learners handed in."""
