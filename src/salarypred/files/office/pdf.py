"""Text of a PDF file, read by a process of its own: this module, run as a program.

A PDF is a small language, and a made-up one can keep its reader busy for hours or fill the memory.
A process can be stopped.
"""

from __future__ import annotations

import json
import subprocess
import sys

from ...errors import InputError
from .package import require

MAX_PAGES = 100
SECONDS = 30
MEMORY = 2 << 30  # bytes of address space


def pdf_text(data: bytes, name: str) -> str:
    """Return the text of a PDF file, page by page.

    Raises
    ------
    InputError
        If pypdf is not installed, or the file is damaged, has a password, no text, more than
        `MAX_PAGES` pages, or takes more than `SECONDS` to read.
    """
    require(".pdf", name)
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=data,
            capture_output=True,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode != 0:
        raise InputError(
            f"{name}: cannot be read as a PDF in {SECONDS} seconds and {MEMORY >> 30} GiB; "
            "expected an advert"
        )
    answer = json.loads(done.stdout)
    if answer["problem"]:
        raise InputError(f"{name}: {answer['problem']}")
    return str(answer["text"])


def main() -> None:
    """Read a PDF from standard input; write its text, or what is wrong with it, as JSON."""
    _limit()
    import io
    import logging

    import pypdf

    logging.disable()  # of pypdf, on what it repairs
    text, problem = "", ""
    try:
        reader = pypdf.PdfReader(io.BytesIO(sys.stdin.buffer.read()))
        if reader.is_encrypted and not reader.decrypt(""):
            problem = "the PDF has a password; expected one without"
        elif len(reader.pages) > MAX_PAGES:
            problem = f"a PDF of {len(reader.pages):,} pages; expected at most {MAX_PAGES}"
        else:
            text = "\n".join(page.extract_text() for page in reader.pages)
            if not text.strip():
                problem = "the PDF holds no text, only pictures; expected one with text"
    except Exception as error:  # a damaged file breaks pypdf in many ways
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        problem = f"not a PDF file that can be read ({reason}); expected a whole one"
    answer = json.dumps({"text": text, "problem": problem})
    sys.stdout.buffer.write(answer.encode("ascii"))


def _limit() -> None:
    """Let the system end this process where it takes too long, or too much memory."""
    try:
        import resource
    except ImportError:  # Windows: the time limit of the caller remains
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
