"""Whether Discord takes a request, and whether it would give an answer. Values in, problems out; no state."""
