"""The engine as a service: one process that decides, and everybody else is a thin client of its socket."""
