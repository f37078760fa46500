"""The blocking work behind requests, as plain functions; ``guard.service.dispatch`` runs them beside the loop."""
