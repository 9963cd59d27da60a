"""What the tables of `vocabulary/` say, read once: the words, what goes together in one patient, what follows, what is safe."""
