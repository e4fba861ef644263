"""LibreOffice Writer and pdftotext for proofs: found, else installed as root, else the proof fails and says how."""

import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

PACKAGES = ("libreoffice-writer", "poppler-utils", "fonts-liberation2")
HOW = "install LibreOffice Writer and pdftotext: apt-get install " + " ".join(PACKAGES)


@lru_cache
def tools() -> tuple[str, str]:
    """The paths of soffice and pdftotext."""
    if not _found() and os.geteuid() == 0 and shutil.which("apt-get"):
        for words in (("update",), ("install", "-y", "--no-install-recommends", *PACKAGES)):
            subprocess.run(["apt-get", "-qq", *words], check=False, capture_output=True)
    office, text = shutil.which("soffice"), shutil.which("pdftotext")
    assert office and text, HOW
    return office, text


def _found() -> bool:
    return bool(shutil.which("soffice") and shutil.which("pdftotext"))


def words_of_files(files: list[Path], folder: Path) -> dict[str, str]:
    """What LibreOffice sets of Word files, by their names without suffix, with single spaces."""
    office, text = tools()
    home = f"-env:UserInstallation=file://{folder}/office"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)
    found = {}
    for file in files:
        made = folder / f"{file.stem}.pdf"
        done = subprocess.run([text, "-layout", str(made), "-"], check=True, capture_output=True)
        found[file.stem] = " ".join(done.stdout.decode().split())
    return found
