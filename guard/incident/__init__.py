"""A slip that got out: its record, the steps taken since, and what is made of it."""
