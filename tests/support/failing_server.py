"""The command `milepost`, whose catalog cannot write the quizzes that a file names; without the file it can."""

import os
import sys
from pathlib import Path

from milepost.catalog.author import CatalogAuthor
from milepost.cli import main as milepost
from milepost.domain.content import Quiz
from milepost.domain.errors import ConceptNotInCatalog
from milepost.domain.ports.planning import AuthorContext
from milepost.domain.roadmaps import Concept
from tests.support.replacing import replace

_FILE_VARIABLE = "TEST_FAILING_QUIZZES"


def failing_command(directory: Path, failing: Path) -> Path:
    """A program to start in place of `milepost`; `failing` is the file, with a concept id on each line."""
    command = directory / "failing-milepost"
    root = Path(__file__).parents[2]
    command.write_text(
        f"#!{sys.executable}\n"
        "import os, sys\n"
        f"sys.path.insert(0, {str(root)!r})\n"
        f"os.environ[{_FILE_VARIABLE!r}] = {str(failing)!r}\n"
        "from tests.support.failing_server import main\n"
        "main()\n"
    )
    command.chmod(0o755)
    return command


def main() -> None:
    write, failing = CatalogAuthor.quiz, Path(os.environ[_FILE_VARIABLE])

    def fails(concept: Concept) -> bool:
        return failing.exists() and concept.concept_id in failing.read_text().split()

    async def quiz(author: CatalogAuthor, concept: Concept, context: AuthorContext) -> Quiz:
        if fails(concept):
            raise ConceptNotInCatalog(concept.concept_id)
        return await write(author, concept, context)

    replace(CatalogAuthor, "quiz", quiz)
    milepost()
