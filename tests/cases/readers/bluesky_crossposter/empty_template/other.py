"""A program of another kind."""

Twitter = "a bird"
mentions = []
