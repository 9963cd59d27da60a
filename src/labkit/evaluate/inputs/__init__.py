"""What labkit accepts as outcomes, probabilities, weights and identifiers, and how two inputs meet."""
