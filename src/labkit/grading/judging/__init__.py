"""A restored notebook: run in a sandboxed kernel, asked, judged."""
