"""The migrations of the tables of what was asked in vain."""
