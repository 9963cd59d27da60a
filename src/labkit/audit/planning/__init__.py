"""How many people an audit needs."""
