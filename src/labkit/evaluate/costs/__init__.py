"""What a programme costs and what it avoids, against usual care."""
