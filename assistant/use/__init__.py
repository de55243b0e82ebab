"""How much the assistant is used: a row a turn, without a word of it, and what is counted of them.

Core without Django or Rasa; the staff's pages are ``assistant.desk.use``.
"""
