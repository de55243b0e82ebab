"""The pages on conversations, and on the people in them who want a person of the office."""
