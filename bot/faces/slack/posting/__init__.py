"""Deliveries to Slack: sent, edited, found again after a lost answer, at Slack's pace."""
