"""The pairing room."""
