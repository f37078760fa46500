"""Whose voice a text has: small models of how the identities of this desk write, learnt from their past posts."""

from guard.voice.model import NotEnough, Trial, Voice, Voices

__all__ = ["NotEnough", "Trial", "Voice", "Voices"]
