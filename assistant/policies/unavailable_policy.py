"""Tells the visitor when an action could not run, so that no message stays without a reply."""

from typing import Any, Dict, List, Optional, Text

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

CUSTOM_ACTION_PREFIX = "action_"
# Above every score of RulePolicy (1.0 at most) in an ensemble that takes the highest priority.
PRIORITY = 10


def next_action(
    tracker: DialogueStateTracker, custom_actions: List[str], utterance: str
) -> Optional[str]:
    """The utterance, where one of the custom actions ran for the latest message and nothing was
    said since; to listen, once it was uttered; None where all is well.

    Rasa logs an action server that cannot be reached or fails, and goes on as if the action
    had run (``MessageProcessor._run_action``).
    """
    ran: List[str] = []
    said = False
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            # Rasa's dialogue tests (``rasa test core``) run no actions; their messages are intents.
            if event.text is None:
                return None
            break
        if isinstance(event, ActionExecuted):
            ran.append(event.action_name)
        said = said or isinstance(event, BotUttered)
    if ran and ran[0] == utterance:
        return ACTION_LISTEN_NAME
    return utterance if ran and not said and ran[0] in custom_actions else None


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class UnavailablePolicy(Policy):
    """Predicts ``utter_unavailable``, once, after a custom action that said nothing."""

    @staticmethod
    def supported_data() -> SupportedData:
        return SupportedData.ML_DATA

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"priority": PRIORITY, "utterance": "utter_unavailable"}

    def train(
        self,
        training_trackers: List[TrackerWithCachedStates],
        domain: Domain,
        **kwargs: Any,
    ) -> Resource:
        """There is nothing to learn."""
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "UnavailablePolicy":
        """There is nothing to restore."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[Text, Any]] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Certain where a reply is missing; no opinion elsewhere."""
        probabilities = self._default_predictions(domain)
        custom = [name for name in domain.user_actions if name.startswith(CUSTOM_ACTION_PREFIX)]
        action = next_action(tracker, custom, self.config["utterance"])
        if action:
            probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities)
