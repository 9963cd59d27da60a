"""Nine simulated teams that play a whole datathon: what each is there to show stands in `teams`."""
