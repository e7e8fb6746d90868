"""Setting the app up: its manifest and scopes, and `visabot slack check`."""
