"""The migrations of the tables of hand-over."""
