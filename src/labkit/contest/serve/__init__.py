"""The contest served: the board while rounds are played, teams' entries, the organisers' page."""
