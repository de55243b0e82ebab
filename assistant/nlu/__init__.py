"""Rasa graph components: what the pipeline in ``config.yml`` is made of, one a file."""
