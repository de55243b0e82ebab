"""Responses that Rasa's own process writes: help in danger, whatever else is broken."""
