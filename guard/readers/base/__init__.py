"""What the readers share: one file as they see it, and what names, addresses and code say about posting."""
