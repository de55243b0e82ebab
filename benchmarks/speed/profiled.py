"""Runs a server of Rasa's with timers around its stages (no part of how the assistant is run).

``python -m benchmarks.speed.profiled <file> rasa run …`` or ``… rasa_sdk …``: as ``python -m rasa
run …``, but what each message took is written to the file, stage by stage.
"""

import runpy
import sys
from pathlib import Path
from typing import Any

from benchmarks.speed.stages import Stages


def _sender(_: Any, request: Any) -> str:
    """Whose message a request is; empty where it is none."""
    if request.method != "POST" or not request.path.endswith("/webhook"):
        return ""
    body = request.json or {}
    return str(body.get("sender") or body.get("sender_id") or "")


def time_rasa(stages: Stages) -> None:
    """Timers around the stages of a message in Rasa."""
    from rasa.core.actions.action import RemoteAction
    from rasa.core.processor import MessageProcessor
    from rasa.engine.graph import GraphNode
    from rasa.shared.core.trackers import DialogueStateTracker
    from rasa.utils.endpoints import EndpointConfig
    from sanic import Sanic

    nlu, policies = "NLU", "policies"

    def component(node: Any, *_: Any) -> str:
        # The graph calls its nodes within the stage that runs it.
        return f"{stages.within}: {node._component_class.__name__}"

    stages.time(MessageProcessor, "_parse_message_with_graph", nlu)
    stages.time(MessageProcessor, "_predict_next_with_tracker", policies)
    stages.time(GraphNode, "__call__", component)
    stages.time(MessageProcessor, "get_tracker", "tracker store: fetch")
    stages.time(MessageProcessor, "save_tracker", "tracker store: save")
    stages.time(DialogueStateTracker, "copy", "tracker: copy")
    stages.time(DialogueStateTracker, "update", "tracker: update")
    stages.time(MessageProcessor, "run_action_extract_slots", "slots")
    stages.time(RemoteAction, "run", "action call")
    stages.time(RemoteAction, "_action_call_format", "action call: conversation written")
    stages.time(EndpointConfig, "request", "action call: HTTP")
    stages.time(RemoteAction, "_validate_action_result", "action call: schema check")
    stages.time(MessageProcessor, "handle_message", "dialogue")
    stages.time(MessageProcessor, "_send_bot_messages", "channel: replies")
    stages.root(Sanic, "handle_request", "channel", _sender)


def time_actions(stages: Stages) -> None:
    """Timers around the stages of a call in the action server."""
    from rasa_sdk.executor import ActionExecutor
    from rasa_sdk.interfaces import Tracker
    from sanic import Sanic

    register = ActionExecutor.register_function

    def register_timed(self: ActionExecutor, name: str, function: Any) -> None:
        register(self, name, stages.timed("action server: action", function))

    ActionExecutor.register_function = register_timed
    stages.time(Tracker, "from_dict", "action server: conversation read")
    stages.time(ActionExecutor, "run", "action server: executor")
    stages.root(Sanic, "handle_request", "action server: HTTP", _sender)


TIMERS = {"rasa": time_rasa, "rasa_sdk": time_actions}


def main() -> None:
    """Run the module that the command line names, with timers in it."""
    output, module, *arguments = sys.argv[1:]
    TIMERS[module](Stages(Path(output)))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
