"""Local stand-ins of the services' HTTP APIs, with their documented limits and errors.

To try a channel by hand: ``python -m tests.stand_ins.telegram_api`` (or ``messenger_api``), then
``make run`` with the settings that it prints.
"""
