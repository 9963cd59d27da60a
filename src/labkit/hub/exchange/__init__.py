"""The exchange of a JupyterHub: a service that keeps labs, submissions and feedback, and nbgrader's exchange classes in front of it."""
