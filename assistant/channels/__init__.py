"""Input and output channels, which Rasa loads by class path (``credentials.yml``)."""
