"""What Slack sends, by Socket Mode or by HTTP: heard, acknowledged at once, handled once."""
