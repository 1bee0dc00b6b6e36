"""Forced calls: reads counted at known places, and what they amount to."""
