"""Names a version of the service by its sources, since App Runner does not tell a service its commit.

As a program (in the build) it writes the name to version.txt, which the running service reads.
"""

import hashlib
from pathlib import Path

FOLDER = Path(__file__).parent
FILE = FOLDER / "version.txt"
SOURCES = ("*.py", "apprunner.yaml", "requirements.txt")


def name_version(folder: Path = FOLDER) -> str:
    """Twelve hexadecimal digits that change with any source file's name or content."""
    digest = hashlib.sha256()
    for file in sorted(found for pattern in SOURCES for found in folder.glob(pattern)):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def read_version() -> str:
    """The version that was built, or "unbuilt" when nothing was."""
    return FILE.read_text().strip() if FILE.exists() else "unbuilt"


if __name__ == "__main__":
    FILE.write_text(name_version() + "\n")
    print(f"version {read_version()}")
