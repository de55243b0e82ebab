"""The pages on facts: what the assistant knows, kept true."""
