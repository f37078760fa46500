"""The mentions of a brand elsewhere: read from public sources, counted, and told when they are more than usual."""
