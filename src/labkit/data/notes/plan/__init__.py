"""What a note says, section by section, before it is worded. No word is chosen here, so a plan serves both languages."""
