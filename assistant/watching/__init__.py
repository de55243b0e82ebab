"""How the assistant is watched: logs, metrics, and whether each part works."""
