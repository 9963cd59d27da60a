"""A class: workers, the one writer, the report."""
