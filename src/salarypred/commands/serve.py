"""``salarypred serve``: the recruiter's page and the JSON interface on this machine."""

import argparse
import ipaddress
import socket
import sys
from collections.abc import Sequence

from ..errors import InputError
from .options import model_folder

EXAMPLES = """examples:
  salarypred serve                     http://127.0.0.1:8000, for this machine alone
  salarypred serve --port 9000 --open  and open a browser
  salarypred serve --model models/mine
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
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    try:
        import python_multipart  # noqa: F401
        import uvicorn

        from ..web.app import Limits, create_app
    except ImportError as error:
        if error.name and error.name.startswith("salarypred"):
            raise
        raise InputError(
            f"serve needs {error.name or 'a package'}, which is not installed; "
            "install it with: pip install 'salarypred[web]'"
        ) from error
    from ..model.loading import load_model

    if not 0 <= arguments.port < 65_536 or arguments.max_upload < 1:
        raise InputError("--port takes 0 to 65535, --max-upload at least 1")
    folder = model_folder(arguments.model)
    model = load_model(folder)
    listener = _listen(arguments.host, arguments.port)
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
    app = create_app(model, folder.resolve(), limits, hosts)
    address = f"http://{name}:{port}"
    print(f"salarypred listens on {address} (Ctrl+C ends it)", file=sys.stderr, flush=True)
    if arguments.open:
        import webbrowser

        webbrowser.open(address)
    # Almost nothing is logged: an access log or a traceback could show an advert.
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, timeout_keep_alive=10, limit_concurrency=400
    )
    uvicorn.Server(config).run(sockets=[listener])
    return 0


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise InputError(
            f"cannot listen on {host} port {port}: {error.strerror or error}; try another --port"
        ) from error
    listener.set_inheritable(True)
    return listener


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
