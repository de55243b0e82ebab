"""What the staff accepted, tried and published."""
