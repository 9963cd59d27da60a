"""Sandboxed kernels that answer questions; nothing in here knows of marks or tasks to be marked.

Read in this order: `session` (cells and questions, from the trusted side) → `forkserver` (forks the kernels) → `sandbox` (what
holds them) → `agent` (what runs inside) → `wire` (what may pass between the two).
"""
