"""What visitors thought of an answer."""
