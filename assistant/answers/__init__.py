"""From a classified question to the words of its reply."""
