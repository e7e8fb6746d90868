"""What Slack takes, and what this project wants beyond it: functions from a request to problems. No state."""
