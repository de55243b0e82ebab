"""What is personal in a text, and the words that stand for it in everything that is kept."""
