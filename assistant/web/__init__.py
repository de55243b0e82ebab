"""The website's channel: the page, what it loads, and its messages."""
