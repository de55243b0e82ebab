"""The pages on use: figures and charts, with no word of what was written."""
