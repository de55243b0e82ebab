"""``make benchmark``: speed and memory of this project beside a stock Rasa project, in one run.

Both are made in folders of their own, on free ports and databases of their own, and are asked the
same texts by the same client, in turns (stock, ours, stock, ours), so that a machine that drifts
hits both alike. No text is asked twice of a running server.
"""
