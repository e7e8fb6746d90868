"""Faces: commands in, cards out. Each chat library is imported in its own face only."""
