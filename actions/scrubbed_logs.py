"""What the action server logs is scrubbed, whichever library says it."""

from assistant.privacy.logs import scrub_logs

# rasa_sdk imports every module of the package before it serves.
scrub_logs()
