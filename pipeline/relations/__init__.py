"""What follows from relations and names that are already found; `pipeline.components.relations` runs it."""
