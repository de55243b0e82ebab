"""The migrations of the table of feedback."""
