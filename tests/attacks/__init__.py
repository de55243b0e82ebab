"""Crafted requests at conversations of others, over all channels."""
