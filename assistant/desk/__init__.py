"""The staff desk: pages, in a process of their own, where the office keeps its assistant."""
