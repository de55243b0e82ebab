"""What the desk shows Rasa's server."""

from assistant.secret_files import kept_secret
from assistant.settings import HandoverSettings, text_of

KEY_HEADER = "X-Handover-Key"


def handover_key(settings: HandoverSettings) -> str:
    """The key of the environment, or the one kept in a file that only its owner reads.

    Raises:
        OSError: it can be neither read nor made.
    """
    return text_of(settings.handover_key) or kept_secret(settings.handover_key_file)
