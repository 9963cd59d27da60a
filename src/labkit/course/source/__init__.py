"""A lab's one source: read and checked, one language and pathway of it selected, the course at a glance."""
