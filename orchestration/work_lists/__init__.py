"""The sheets that go back to their senders: which lines were observed, why, and what was expected there."""
