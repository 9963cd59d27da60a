"""Words and marks that the room's figures share."""
