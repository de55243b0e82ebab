"""What was asked in vain."""
