"""The genre: pieces that combine into plans, sections, tasks and responsibility clauses."""
