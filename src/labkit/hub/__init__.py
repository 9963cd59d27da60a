"""A course on JupyterHub: what lies between the hub, the gradebook and the LMS."""
