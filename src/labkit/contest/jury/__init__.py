"""The jury: an anchored rubric, a card recomputed from the entry, marks that are locked before the final's board opens."""
