"""A run: the two projects, their models, their running servers, and what is asked of them."""

import contextlib
import hashlib
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Dict, Iterator, List, Optional

from assistant.model import model_path
from assistant.settings import ROOT
from benchmarks.speed import ours, stock
from benchmarks.speed.figures import Measured
from benchmarks.speed.ours import make_ours
from benchmarks.speed.processes import stop_group
from benchmarks.speed.progress import Progress
from benchmarks.speed.project import Project
from benchmarks.speed.servers import Servers
from benchmarks.speed.sizes import Sizes
from benchmarks.speed.stock import make_stock
from benchmarks.speed.texts import ONE, WARM_UP, Texts

STATE = ROOT / ".state" / "benchmark"
TAUGHT = 20  # examples of the stock project's intent for questions, four a language
MODEL = ".tar.gz"


class BenchmarkFailed(Exception):
    """The run cannot go on; says why, for whom runs it."""


class Run:
    """What the parts of a run share. Ends the servers with ``close``.

    ``folder`` is temporary; ``state`` keeps models for a run that goes on, ours for as long as
    the project's version is the same.
    """

    def __init__(
        self,
        sizes: Sizes,
        folder: Path,
        progress: Progress,
        version_of_ours: str,
        model: Optional[Path] = None,
        state: Path = STATE,
    ) -> None:
        self.sizes, self.folder, self.progress, self.state = sizes, folder, progress, state
        *self.taught, self.new_example = Texts().mixed(ONE, TAUGHT + 1)
        self._texts = self._all_texts()
        self._asked = 0
        self._version_of_ours, self._given_model = version_of_ours, model
        self._servers: List[Servers] = []
        state.mkdir(parents=True, exist_ok=True)

    @property
    def texts(self) -> Texts:
        """What the running servers have not been asked yet; they are started where none run."""
        self.servers()
        return self._texts

    @property
    def asked(self) -> int:
        """How many texts were handed out so far, to be asked of each project."""
        return self._asked + self._texts.taken

    def _all_texts(self) -> Texts:
        return Texts(without=[*self.taught, self.new_example])

    def projects(self, folder: str, every: int = 1) -> List[Project]:
        """Both projects, made anew in a folder; ours with one example in so many."""
        parent = self.folder / folder
        return [make_stock(parent / stock.NAME, self.taught), make_ours(parent / ours.NAME, every)]

    def kept_model(self, name: str) -> Path:
        """Where a run keeps the model that it trained of a project."""
        key = [version("rasa"), *self.taught] if name == stock.NAME else [self._version_of_ours]
        digest = hashlib.sha256("\n".join(key).encode()).hexdigest()[:8]
        return self.state / f"{name}-{digest}{MODEL}"

    def keep_model(self, project: Project) -> None:
        """Keep the model that a project has trained last, in place of earlier ones."""
        for earlier in self.state.glob(f"{project.name}-*{MODEL}"):
            earlier.unlink()
        shutil.copy(project.newest_model(), self.kept_model(project.name))

    def train(self, project: Project) -> "subprocess.Popen[bytes]":
        """Start a project's training; what it says goes to ``training.log`` in its folder."""
        with (project.folder / "training.log").open("a") as log:
            return subprocess.Popen(
                project.train,
                cwd=project.folder,
                env=project.environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    @contextlib.contextmanager
    def training(self, project: Project) -> Iterator["subprocess.Popen[bytes]"]:
        """A project's training; waited for at the end.

        Raises:
            BenchmarkFailed: training failed; says the end of its log.
        """
        process = self.train(project)
        try:
            yield process
            if process.wait():
                log = (project.folder / "training.log").read_text("utf-8", "replace")
                raise BenchmarkFailed(f"Training of {project.name} failed:\n{log[-3000:]}")
        finally:
            stop_group(process, 15, 20)

    def models(self) -> Dict[str, Path]:
        """The models that are served, trained first where the stock one is missing.

        Raises:
            BenchmarkFailed: this project has no model, or training failed.
        """
        kept = self.kept_model(stock.NAME)
        if not kept.exists():
            self.progress.say("training the stock project")
            project = make_stock(self.folder / "for its model", self.taught)
            with self.training(project):
                pass
            self.keep_model(project)
        trained = self.kept_model(ours.NAME)
        mine = self._given_model or (trained if trained.exists() else model_path())
        if not mine.exists():
            raise BenchmarkFailed(
                f"{mine} does not exist: `make train` first, or name one: --model"
            )
        return {stock.NAME: kept, ours.NAME: mine.resolve()}

    def server(self, project: Project, profile: Optional[Path] = None) -> Servers:
        """A project's servers, not started yet."""
        return Servers(project, self.models()[project.name], self.taught[0], profile)

    def servers(self) -> List[Servers]:
        """Both projects' servers, running and warm."""
        if not self._servers:
            self.start(self.projects("served"))
        return self._servers

    def start(self, projects: List[Project], profile: Optional[Path] = None) -> List[Servers]:
        """Start both projects' servers in place of those that run, and warm them up. They may be
        asked all texts again: what a server remembers of texts ends with it."""
        self.close()
        self._asked += self._texts.taken
        self._texts = self._all_texts()
        warm_up = self._texts.mixed(WARM_UP, self.sizes.warm_up)
        for project in projects:
            self.progress.say(f"starting {project.name}")
            server = self.server(project, profile and profile / project.name)
            self._servers.append(server.__enter__())
            server.ask(warm_up, Measured())
        return self._servers

    def close(self) -> None:
        """End the servers that run."""
        while self._servers:
            self._servers.pop().stop()
