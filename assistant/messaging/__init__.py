"""Telegram and Messenger: what they share, and a room for each."""
