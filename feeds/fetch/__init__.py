"""HTTP: conditional requests, bounds, politeness and the address guard. No parsing, no database."""
