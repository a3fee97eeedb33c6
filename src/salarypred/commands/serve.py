"""``salarypred serve``: the recruiter's page and the JSON interface on this machine."""

import argparse
import ipaddress
import sys
from collections.abc import Sequence
from functools import partial

from ..errors import InputError
from .options import model_folder

EXAMPLES = """examples:
  salarypred serve                     http://127.0.0.1:8000, for this machine alone
  salarypred serve --port 9000 --open  and open a browser
  salarypred serve --model models/mine
  salarypred serve --workers 4         for many at once, with one model's memory on Linux
"""


def parser() -> argparse.ArgumentParser:
    """Command line of this command."""
    result = argparse.ArgumentParser(
        prog="salarypred serve",
        description="Open a local page on which adverts are pasted, and a JSON interface. Adverts "
        "are neither logged nor stored.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine")
    result.add_argument("--port", type=int, default=8000, help="default: 8000")
    result.add_argument("--model", metavar="FOLDER", help="default: the model of salarypred")
    result.add_argument("--open", action="store_true", help="open the page in a browser")
    result.add_argument(
        "--max-upload", type=int, default=512, metavar="MB", help="largest file (default: 512)"
    )
    result.add_argument(
        "--workers",
        type=int,
        default=1,
        metavar="N",
        help="processes that answer, each with the model (default: 1); one that ends is replaced",
    )
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    try:
        import python_multipart  # noqa: F401
        import uvicorn  # noqa: F401

        from ..web.app import Limits
        from ..web.serving.workers import (
            Serving,
            Workers,
            answer,
            answer_with,
            listen,
            ready_model,
            run,
        )
    except ImportError as error:
        if error.name and error.name.startswith("salarypred"):
            raise
        raise InputError(
            f"serve needs {error.name or 'a package'}, which is not installed; "
            "install it with: pip install 'salarypred[web]'"
        ) from error
    from ..bundle.folder import read_metadata
    from ..files.temporary import remove_leftovers
    from ..model.workers import shared_memory

    if not 0 <= arguments.port < 65_536 or arguments.max_upload < 1 or arguments.workers < 1:
        raise InputError("--port takes 0 to 65535, --max-upload and --workers at least 1")
    remove_leftovers()
    folder = model_folder(arguments.model).resolve()
    listener = listen(arguments.host, arguments.port)
    port = listener.getsockname()[1]
    name = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]", name)
    if not _is_this_machine(arguments.host):
        hosts = ("*",)
        print(
            "everybody who reaches this machine can use the page: it asks no password",
            file=sys.stderr,
        )
    limits = Limits(max_upload=arguments.max_upload << 20)
    serving = Serving(folder, arguments.host, port, hosts, limits)
    read_metadata(folder)  # what is wrong with it is said once, and here
    alone = arguments.workers == 1
    model = ready_model(folder) if alone or shared_memory() else None
    if alone:
        listener.listen(2_048)  # who comes before the server is ready waits
    address = f"http://{name}:{port}"
    print(f"salarypred listens on {address} (Ctrl+C ends it)", file=sys.stderr, flush=True)
    if arguments.open:
        import webbrowser

        webbrowser.open(address)
    if alone and model is not None:
        run(model, serving, listener)
        return 0
    # Nobody else had the port; now it is held for the processes, which share it.
    listener.close()
    with listen(arguments.host, port, shared=True):
        work = answer if model is None else partial(answer_with, model)
        Workers(work, serving, arguments.workers).run()
    return 0


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
