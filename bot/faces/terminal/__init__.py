"""The terminal: the face that needs no account. A prompt with completion, or plain lines on standard output."""
