"""What an author does: begin a lab, run it, hold it to the rules, translate what the code says."""
