"""The library under the OIM Tunisie assistant: fact store and NLU components."""
