"""Hand-over: visitors who want a person, who are contacted later or written with now."""
