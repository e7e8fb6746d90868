"""Desks: the data of one negotiation each (a folder of TOML), and the loader that checks it."""
