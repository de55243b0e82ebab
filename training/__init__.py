"""What is learned outside Rasa's graph, for the office's developers to run when the data change.

Nothing here measures: ``benchmarks/`` does, on messages that chose nothing.
"""
