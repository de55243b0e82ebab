"""The four databases as a whole."""
