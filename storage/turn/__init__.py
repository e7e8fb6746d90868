"""One turn of the deciding step: what it may know is read, what it wants is written, in one transaction."""
