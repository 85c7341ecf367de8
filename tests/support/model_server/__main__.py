"""`python -m tests.support.model_server`: serve the scripted model until it is interrupted."""

import argparse
import sys
from pathlib import Path

from tests.support.model_server import FaultNotKnown, Pace, listening_model_server
from tests.support.model_server.server import Options

_TOLD = """\
The scripted model is served at {base_url} (Anthropic's protocol: {anthropic_base_url}).

In Milepost add a provider, OpenAI-compatible, with
  base URL  {base_url}
  API key   {key}
  model     {model}
It knows by heart: a small game in Python, the guitar, Spanish, statistics, bicycle repair, and 学写楷书.
Any other goal gets a roadmap that is derived from its words. Ctrl-C ends it.
"""


def main() -> int:
    arguments = _parser().parse_args()
    rate = arguments.tokens_per_second
    options: Options = {
        "faults": arguments.faults,
        "seed": arguments.seed,
        "port": arguments.port,
        "pace": Pace(tokens_per_second=rate or None, first_token_seconds=arguments.first_token),
    }
    if arguments.concepts is not None:
        options["concepts"] = arguments.concepts
    if arguments.key is not None:
        options["key"] = arguments.key
    if arguments.log is not None:
        options["log_file"] = arguments.log
    try:
        with listening_model_server(**options) as server:
            told = _TOLD.format(
                base_url=server.base_url,
                anthropic_base_url=server.anthropic_base_url,
                key=arguments.key or "any",
                model=server.model,
            )
            print(told, flush=True)
            server.run()
    except (FaultNotKnown, OSError) as error:
        print(f"The scripted model does not start: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripted-model", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="where to listen; a free port if not given")
    parser.add_argument(
        "--tokens-per-second", type=float, default=0, help="the pace of each answer; 0: at once"
    )
    parser.add_argument(
        "--first-token", type=float, default=0, metavar="SECONDS", help="how long nothing comes"
    )
    parser.add_argument(
        "--faults", default="", help="such as 429=0.05,tutorial/cut=0.1,500#3+7,stall*2,mixed=0.1"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the faults")
    parser.add_argument("--concepts", type=int, help="how many concepts a derived roadmap has, 8 to 48")
    parser.add_argument("--key", help="the only key that is accepted; any if not given")
    parser.add_argument(
        "--log", type=Path, metavar="FILE", help="where each request is noted as a line of JSON"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
