"""What visitors asked in vain: recorded, grouped by what it asks, and made into something."""
