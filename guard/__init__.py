"""The engine: it decides, audits and records. No Qt in here."""
