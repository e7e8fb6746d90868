"""Cards as Slack shows them: Block Kit, escaped, within every limit."""
