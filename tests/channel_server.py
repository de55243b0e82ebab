"""A real HTTP server with channels and, in Rasa's place, whatever agent a test gives."""

import asyncio
import socket
import threading
from typing import Any, List, Optional

import httpx
from rasa.core.channels import channel as rasa_channels
from rasa.core.channels.channel import InputChannel
from rasa.server import add_root_route
from sanic import Sanic


class ChannelServer:
    """Serves channels in a thread of its own, as ``rasa run`` does.

    ``client`` is None while it does not run.
    """

    def __init__(self, agent: Any) -> None:
        self.agent = agent
        self.client: Optional[httpx.Client] = None

    def inputs(self) -> List[InputChannel]:
        """The channels, made anew at each start."""
        raise NotImplementedError

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Serve."""
        self._loop = asyncio.new_event_loop()
        self._ended = asyncio.Event()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        assert started.wait(20)
        self.client = httpx.Client(base_url=self.url, timeout=20)

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(started))

    async def _serve(self, started: threading.Event) -> None:
        Sanic.test_mode = True
        app = Sanic(f"channels_{id(self)}_{id(started)}", configure_logging=False)
        rasa_channels.register(self.inputs(), app, route="/webhooks/")
        add_root_route(app)

        @app.listener("before_server_start")
        async def load(app: Sanic, _: Any) -> None:
            app.ctx.agent = self.agent

        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        self._port = listening.getsockname()[1]
        server = await app.create_server(sock=listening, return_asyncio_server=True)
        await server.startup()
        await server.before_start()
        await server.after_start()
        self._ended = asyncio.Event()
        started.set()
        await self._ended.wait()
        await server.before_stop()
        await server.close()
        await server.after_stop()

    def stop(self) -> None:
        """Stop as on a signal."""
        if self.client is not None:
            self.client.close()
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join(20)
            assert not self._thread.is_alive()
            self.client = None
