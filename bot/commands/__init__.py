"""One declaration and one handler per command, for every face. A handler returns a Card; it knows no platform."""
