"""What the counts of use are told of a turn that was counted for the metrics."""

from typing import Optional

from assistant.use.decided import kind_of
from assistant.use.turn import Turn as UsedTurn
from assistant.watching.stages import Begun
from assistant.watching.turns import Turn, known_language


def used(
    turn: Turn, conversation: str, language: Optional[str], begun: Optional[Begun]
) -> UsedTurn:
    """A turn as it is counted: from its arrival, as far as that is known, to its reply."""
    arrived = begun.asked if begun is not None else turn.understood
    taken = None if turn.answered is None else max(0.0, turn.answered - arrived)
    return UsedTurn(
        at=turn.understood,
        conversation=conversation,
        channel=turn.channel,
        language=known_language(language),
        kind=kind_of(turn.kinds, turn.danger),
        topics=tuple(turn.topics),
        milliseconds=None if taken is None else round(taken * 1000),
    )
