"""One pass over the data: groups, cells, count metrics and their bootstrap."""
