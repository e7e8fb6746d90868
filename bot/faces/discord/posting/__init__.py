"""Deliveries to Discord: sent, edited, published, found again after a lost answer, at Discord's pace."""
