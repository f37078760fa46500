"""Looking links up: what is told, what is refused, and what a hostile server cannot do. A real server of our own."""

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from guard.lookups.addresses import Refused, checked, is_public, public_addresses
from guard.lookups.links import BYTES, Answer, look_up

HOME = "127.0.0.1"


class Site(BaseHTTPRequestHandler):
    """A site with pages that do what their names say."""

    asked: list[tuple[str, str, dict[str, str]]] = []  # noqa: RUF012 - the server makes a new handler for each request

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        self.asked.append((self.command, self.path, {name.lower(): value for name, value in self.headers.items()}))
        where = unquote(self.path.partition("?")[0]).strip("/")
        if where == "circle":
            return self._plain(302, b"", {"Location": "/circle"})
        if where.startswith("to-"):
            return self._plain(
                302, b"", {"Location": where[3:].replace("~", "/").replace("!", "~"), "Set-Cookie": "a=1"}
            )
        if where == "only-get" and not body:
            return self._plain(405, b"")
        if where == "gone":
            return self._plain(404, b"<title>Gone</title>")
        if where == "picture":
            return self._plain(200, b"x" * 10, {"Content-Type": "image/png"})
        if where == "huge":
            return self._plain(200, b"<p>" + b"x" * (4 * BYTES) + b"<title>Too late</title>")
        if where == "nonsense":
            self.wfile.write(b"\x00\x01\x02 this is no HTTP\r\n\r\n")
            return None
        if where == "slow":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            self.server.wait(30)  # type: ignore[attr-defined]
            return None
        titles = {
            "odd": "A\r\n\u202eB\x07 &amp;  C",
            "long": "x" * 5000,
            "only-get": "By GET",
            "umlaut": "Größe",
        }
        title = titles.get(where, "Welcome").encode()
        return self._plain(200, b"<html><head><title lang=en>" + title + b"</title>" if body else b"")

    def _plain(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


class Server(ThreadingHTTPServer):
    """Ends at once, whatever a handler waits for."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__((HOME, 0), Site)
        self._over = threading.Event()

    def wait(self, seconds: float) -> None:
        self._over.wait(seconds)

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what is tested."""

    def shutdown(self) -> None:
        self._over.set()
        super().shutdown()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    Site.asked.clear()


def resolved(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """As the real one, but for the site of these tests, which lies on this machine."""
    return (HOME,) if host == "site.example" else public_addresses(host, port, seconds)


def looked(port: int, path: str, **more: float) -> Answer:
    return look_up(f"http://site.example:{port}/{path}", resolve=resolved, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        pytest.param("", 200, "Welcome", id="a page"),
        pytest.param("umlaut", 200, "Größe", id="a title in another language"),
        pytest.param("only-get", 200, "By GET", id="a server that refuses HEAD"),
        pytest.param("odd", 200, "A B & C", id="a title with hidden characters"),
        pytest.param("picture", 200, "", id="a picture has no title"),
        pytest.param("huge", 200, "", id="a title behind more than is read"),
        pytest.param("to-~umlaut", 200, "Größe", id="a page that passes on"),
    ],
)
def test_a_page_is_reachable_and_says_its_title(port: int, path: str, status: int, title: str) -> None:
    found = looked(port, path)
    assert (found.reachable, found.status, found.title, found.trouble) == (True, status, title, "")


def test_a_long_title_is_cut(port: int) -> None:
    found = looked(port, "long")
    assert set(found.title) <= {"x"}
    assert len(found.title) <= 200


def test_every_hop_is_told(port: int) -> None:
    found = looked(port, "to-~to-!umlaut")
    ends = [hop.partition(f":{port}")[2] for hop in found.hops]
    assert ends == ["/to-~to-!umlaut", "/to-~umlaut", "/umlaut"]
    assert found.reachable


@pytest.mark.parametrize(
    ("path", "trouble"),
    [
        pytest.param("gone", "It answers with the error 404.", id="a page that is gone"),
        pytest.param("to-", "It answers with the error 302.", id="a way that leads nowhere"),
        pytest.param("nonsense", "It does not answer.", id="a server that speaks no HTTP"),
        pytest.param(
            "to-http:~~localhost:1", "It is no link that can be looked up.", id="passed on to a system's port"
        ),
        pytest.param("to-http:~~localhost:8000~x", "not public", id="passed on to this machine"),
        pytest.param("to-http:~~169.254.169.254~latest", "not public", id="passed on to the cloud's own address"),
        pytest.param("to-http:~~[::ffff:127.0.0.1]~", "not public", id="passed on to this machine in IPv6's clothes"),
        pytest.param("to-file:~~~etc~passwd", "It is no link that can be looked up.", id="passed on to a file"),
    ],
)
def test_what_is_wrong_is_told(port: int, path: str, trouble: str) -> None:
    found = looked(port, path)
    assert not found.reachable
    assert trouble in found.trouble


def test_a_circle_ends(port: int) -> None:
    found = looked(port, "circle")
    assert found.trouble == "It passes on more than 5 times."
    assert len(found.hops) == 6


def test_a_certificate_counts_or_does_not(tmp_path: Path) -> None:
    """Known to the caller it does; signed by nobody it does not."""
    certificate, secure = secured(tmp_path)
    server = Server()
    server.socket = secure.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    url = f"https://site.example:{server.server_address[1]}/umlaut"
    trusted = ssl.create_default_context(cafile=str(certificate))
    found = look_up(url, resolve=resolved, trusted=trusted), look_up(url, resolve=resolved)
    server.shutdown()
    thread.join()
    server.server_close()
    assert (found[0].reachable, found[0].title) == (True, "Größe")
    assert (found[1].reachable, found[1].trouble) == (False, "Its certificate is not valid.")


def secured(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for the site, signed by itself, and a server's context with it."""
    x509 = pytest.importorskip("cryptography.x509", reason="cryptography is not installed: no certificate can be made")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "site.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("site.example")]), critical=False)
    signed = made.sign(key, hashes.SHA256())
    pem, private = folder / "site.pem", folder / "site.key"
    pem.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    private.write_bytes(key.private_bytes(*form))
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(pem, private)
    return pem, secure


def test_no_cookie_and_no_name_is_sent(port: int) -> None:
    looked(port, "to-~umlaut")
    assert len(Site.asked) >= 2
    for _, _, headers in Site.asked:
        assert set(headers) <= {"host", "user-agent", "accept", "connection", "accept-encoding", "range"}
        assert headers["user-agent"] == "Hatcheck"


def test_a_server_that_never_ends_is_left(port: int) -> None:
    found = looked(port, "slow", seconds=0.2)
    assert not found.reachable
    assert found.trouble == "It did not answer in time."


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://127.0.0.1:8000/", id="this machine"),
        pytest.param("http://localhost:8000/", id="this machine by name"),
        pytest.param("http://2130706433:8000/", id="this machine as one number"),
        pytest.param("http://0177.0.0.1:8000/", id="this machine in octal"),
        pytest.param("http://0x7f.1:8000/", id="this machine in hexadecimal"),
        pytest.param("http://[::1]:8000/", id="this machine in IPv6"),
        pytest.param("http://[::ffff:127.0.0.1]:8000/", id="this machine mapped into IPv6"),
        pytest.param("http://10.0.0.1/", id="an office"),
        pytest.param("http://192.168.1.1/", id="a router"),
        pytest.param("http://100.64.0.1/", id="a provider's own net"),
        pytest.param("http://169.254.169.254/latest/meta-data", id="a cloud's own address"),
        pytest.param("http://0.0.0.0:8000/", id="any address"),
    ],
)
def test_what_is_not_public_is_never_asked(url: str) -> None:
    """With the system's own look-up of names."""
    found = look_up(url)
    assert not found.reachable
    assert found.status == 0
    assert found.trouble in (
        "It leads to an address that is not public, so it was not asked.",
        "There is no host of this name.",  # systems that do not read such numbers
    )


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.31.0.1", False),
        ("192.168.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("168.63.129.16", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),  # noqa: S104 - refused
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("ff02::1", False),
        ("no address", False),
    ],
)
def test_an_address_is_public_or_not(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_one_private_address_among_several_refuses_all() -> None:
    """Else a name with two addresses would lead inside half of the time."""
    with pytest.raises(Refused):
        checked(["93.184.216.34", "10.0.0.1"])
    with pytest.raises(Refused):
        checked([])


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://",
        "http://a:b@example.org/",
        "http://example.org:25/",
        "http://example.org:99999/",
        "x" * 3000,
        "http://[::1",
    ],
)
def test_what_is_no_link_of_the_web_is_not_asked(url: str) -> None:
    def never(host: str, port: int, seconds: float) -> tuple[str, ...]:
        raise AssertionError(f"{host} was asked for {port} with {seconds} s")

    found = look_up(url, resolve=never)
    assert (found.reachable, found.status) == (False, 0)
    assert found.trouble
