"""What tells one sentence encoder from another, or from an earlier version of itself."""

import ast
import hashlib
import inspect
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType

DIGITS = 12


def identity_of(package: str, *callers: ModuleType) -> str:
    """A name that changes with all that may change an encoder's vectors.

    Args:
        package: the distribution that holds the encoder; its version, code and weights count.
        callers: the modules of ours that call it; their statements count (which model, which
            prefix), their comments and layout do not.

    Raises:
        PackageNotFoundError: the package is not installed.
    """
    installed = distribution(package)
    digest = hashlib.sha256()
    for file in sorted(installed.files or []):
        # Compiled files and an installer's notes differ from machine to machine.
        if file.suffix != ".pyc" and ".dist-info" not in file.parts[0] and file.parts[0] != "..":
            digest.update(str(file).encode())
            digest.update(Path(file.locate()).read_bytes())
    for caller in callers:
        digest.update(ast.unparse(ast.parse(inspect.getsource(caller))).encode())
    return f"{package}-{installed.version}-{digest.hexdigest()[:DIGITS]}"
