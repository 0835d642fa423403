"""Writes a reference file with what it was made with inside. Run: python3 scripts/reference/<name>.py"""

import json
import platform
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "test" / "fixtures" / "references"


def write(name, modules, content, script=None):
    """Writes test/fixtures/references/<name>.json; floats keep all 17 digits. The script is called as the file is."""
    made_with = {"python": platform.python_version()}
    made_with.update({module.__name__: str(module.__version__) for module in modules})
    document = {"script": f"scripts/reference/{script or name}.py", "madeWith": made_with, **content}
    text = json.dumps(document, indent=1, allow_nan=False)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(text + "\n")
