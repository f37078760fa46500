"""The desktop shell: a view of the engine's state, and the way in which the person's answers go back to it."""
