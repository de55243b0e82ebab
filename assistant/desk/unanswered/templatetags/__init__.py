"""What the templates of these pages call."""
