"""Whoever asks no model does without the libraries for it."""

import subprocess
import sys

LIBRARIES = ("anthropic", "genai_prices", "google.genai", "httpx2", "openai", "pydantic_ai", "tiktoken")


def test_a_program_that_asks_no_model_loads_no_library_of_models() -> None:
    program = (
        "import sys, milepost.server, milepost.worker, milepost.wiring, milepost.agents.gateway\n"
        f"print([name for name in {LIBRARIES!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
