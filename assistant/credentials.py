"""Which credentials are open: REST is for those who develop, never for the public."""

from typing import Dict, List, Optional

from assistant.settings import ChannelSettings, Settings


def public_settings() -> List[str]:
    """The settings, by the names of their variables, which tell that the public is served."""
    settings = Settings()
    said = {
        "PUBLIC_URL": ChannelSettings().public_url,
        "WEB_SITES": settings.embedding_sites,
        "WEB_PROXIES": settings.web_proxies,
    }
    return [name for name, value in said.items() if value]


def rest_is_open() -> bool:
    """Whether REST is served: asked for, and by nothing that serves the public."""
    return Settings().rest is True and not public_settings()


def rest_refusal() -> Optional[str]:
    """Why REST stays closed although it was asked for; None where it was not, or is open."""
    public = public_settings()
    if not Settings().rest or not public:
        return None
    says = "says" if len(public) == 1 else "say"
    return (
        f"REST stays closed: REST asks for it, but {' and '.join(public)} {says} that the public "
        f"is served, and over REST anybody may name any sender."
    )


def rest_of_a_local_run() -> Dict[str, str]:
    """What to add to the environment of a run on this machine alone: REST is open to it, where
    neither ``REST`` nor a setting for the public says otherwise."""
    return {"REST": "1"} if Settings().rest is None and not public_settings() else {}
