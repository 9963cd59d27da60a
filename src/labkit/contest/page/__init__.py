"""The contest's page: one HTML file a language, nothing from another host, a table beside every plot."""
