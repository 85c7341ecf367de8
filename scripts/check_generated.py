"""Fails when a generated file is not what its generator writes: API documents and the client made from them.

Generates in place, compares, and puts back what stood there, so that checking changes nothing.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
GENERATED = ("contract", "web/src/shared/api/generated")


def generated_files() -> set[Path]:
    return {file for folder in GENERATED for file in (ROOT / folder).rglob("*") if file.is_file()}


def main() -> int:
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in generated_files()}
    generate = ["make", "--no-print-directory", "contract"]
    done = subprocess.run(generate, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
    after = {file: file.read_bytes() for file in generated_files()}
    for file in after.keys() - before.keys():
        file.unlink()
    for file, (content, written_at) in before.items():
        if after.get(file) != content:
            file.write_bytes(content)
        os.utime(file, ns=(written_at, written_at))  # or the next build would take it for new

    stale = [file for file in before.keys() | after.keys() if before.get(file, [None])[0] != after.get(file)]
    for file in sorted(stale):
        print(f"{file.relative_to(ROOT)} is stale: run make contract", file=sys.stderr)
    if not after:
        print(f"Nothing was generated below {' or '.join(GENERATED)}.", file=sys.stderr)
    return done.returncode or (1 if stale or not after else 0)


if __name__ == "__main__":
    sys.exit(main())
