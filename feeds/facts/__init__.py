"""Facts: sourced statements taken from an entry. Values in, values out."""
