"""The action server's log: rasa_sdk, which has set up its own by now, imports every module here."""

from assistant.watching.logs import write_private_json

write_private_json("actions")
