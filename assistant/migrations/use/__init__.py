"""The migrations of the tables of use."""
