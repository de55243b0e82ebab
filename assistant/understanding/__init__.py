"""What NLU hands over and the dialogue reads."""
