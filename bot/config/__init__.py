"""What can be set, where it is read from, and how people write values."""
