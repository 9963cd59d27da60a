"""All subgroups searched without being fooled by their number."""
