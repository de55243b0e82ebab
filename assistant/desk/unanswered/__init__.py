"""What was asked in vain, and what is tried and published of it: the staff's pages."""
