"""The action server: one file an action. It reads the tracker, asks the store, utters."""
