"""What our own code never does: the ways that are banned stand here, each with the row that asks for it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.support.source import PACKAGE, ROOT, name_of, nodes, python_files, text_of

FILES = python_files()
#: What may be imported to reach another system, and by whom: mail is all that leaves the house.
OUTWARD = {"smtplib": "emulation/gateways/mail.py"}
REACHING_OUT = {
    "urllib.request",
    "http.client",
    "requests",
    "httpx",
    "socket",
    "ftplib",
    "smtplib",
    "aiohttp",
}
XML = {"xml.etree", "xml.etree.ElementTree", "xml.dom", "xml.sax", "lxml", "xml.parsers", "xml.parsers.expat"}
WEAK = {"md5", "sha1", "md4", "DES", "TripleDES", "ARC4", "Blowfish", "ECB", "CBC", "PKCS1v15", "RC4"}
UNSAFE_LOADERS = {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle"}
EVALUATING = {"eval", "exec", "__import__", "render_template_string", "Template", "from_string"}
PATTERNS = {
    f"re.{name}" for name in ("compile", "match", "search", "sub", "fullmatch", "findall", "finditer")
}
IN_SCRIPTS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|localStorage|sessionStorage"
    r"|indexedDB|document\.cookie|__proto__|\[[a-zA-Z_.]+\]\s*=[^=]|setTimeout\(\s*['\"]"
)
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[bap]-|sk_live_"
    r"|(?:postgresql|smtps?|redis)[+a-z]*://[^\s:@/\"']+:[^\s@\"'{}]{4,}@(?!host\b)"
)


@cache
def imports(path: Path) -> frozenset[str]:
    """Modules and names that a file brings in, in full."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


@cache
def calls() -> list[tuple[str, str, ast.Call]]:
    """Every call of our code: where, the name that is called, the call."""
    return [
        (f"{name_of(path)}:{node.lineno}", ast.unparse(node.func), node)
        for path in FILES
        for node in nodes(path)
        if isinstance(node, ast.Call)
    ]


def bringing(names: set[str]) -> list[str]:
    """The files that import one of these."""
    return [f"{name_of(path)}: {sorted(imports(path) & names)}" for path in FILES if imports(path) & names]


@pytest.mark.asvs("1.2.4")
def test_statements_are_not_put_together_from_text() -> None:
    """SQL is written by the mapper or is a constant; triggers are made from the fixed list in their own file.

    Red when a query says `text(f"… {name}")`.
    """
    own_lists = ("models/triggers.py", "emulation/db.py")  # statements from constants of the same file
    found = [
        where
        for where, name, call in calls()
        if name.split(".")[-1] in ("text", "literal_column", "exec_driver_sql")
        and call.args
        and any(isinstance(part, ast.JoinedStr | ast.BinOp | ast.Call) for part in ast.walk(call.args[0]))
        and not any(part in where for part in own_lists)
    ]
    assert not found, "bind a parameter instead"


@pytest.mark.asvs("1.2.5")
def test_no_program_is_started() -> None:
    """One file starts a program: Python with one of our own modules, named by a constant, with bytes as its input.

    Red when anything calls os.system, or passes shell=True.
    """
    starter = "emulation/gateways/apart.py"
    callers = {
        "emulation/gateways/pdf/apart.py": 'COMPILER = "emulation.gateways.pdf.compiler"',
        "emulation/gateways/reading/__init__.py": 'READER = "emulation.gateways.reading.reader"',
        "emulation/gateways/workbooks/apart.py": 'READER = "emulation.gateways.workbooks.reader"',
    }
    found = bringing({"subprocess", "pty", "os.system", "os.popen"})
    assert sorted(found) == [f"{starter}: ['subprocess']"]
    assert '[sys.executable, "-m", module, *arguments]' in (ROOT / starter).read_text("utf-8")
    assert {where.split(":")[0] for where, name, _call in calls() if name == "apart.ask"} == set(callers)
    for one, module in callers.items():
        assert module in (ROOT / one).read_text("utf-8")
    assert not [where for where, name, _call in calls() if name in ("os.system", "os.popen", "os.execv")]
    assert not [where for where, _name, call in calls() if any(word.arg == "shell" for word in call.keywords)]


@pytest.mark.asvs("1.3.2", "1.3.7")
def test_nothing_is_evaluated() -> None:
    """No eval, and no template from anything but a file. Red when a view calls render_template_string."""
    assert not [where for where, name, _call in calls() if name.split(".")[-1] in EVALUATING]
    assert not [where for where, name, _call in calls() if name == "compile"]


@pytest.mark.asvs("1.5.1")
def test_no_xml_is_read() -> None:
    """What never parses XML has no entities to resolve; one file does, and its parser refuses document types.

    Red when xml.etree is imported anywhere, or when the one parser loses its refusals.
    """
    readers = [path for path in FILES if imports(path) & XML]
    assert [name_of(path) for path in readers] == ["emulation/gateways/inspection/markup.py"]
    text = readers[0].read_text("utf-8")
    assert text.count("ParserCreate(") == 1
    for handler in ("StartDoctypeDeclHandler", "EntityDeclHandler", "ExternalEntityRefHandler"):
        assert f"parser.{handler} = _refuse" in text


@pytest.mark.asvs("1.5.2")
def test_only_data_is_deserialised() -> None:
    """JSON, TOML and CSV carry values; the banned formats carry code. Red when pickle is imported."""
    assert not bringing(UNSAFE_LOADERS)


@pytest.mark.asvs("1.3.6", "13.2.4", "15.3.2")
def test_nobody_outside_is_called() -> None:
    """No address is fetched, so none that people type in, and no redirect is followed. Mail is all that goes out."""
    for path in FILES:
        for name in imports(path) & REACHING_OUT:
            assert OUTWARD.get(name) == name_of(path), f"{name_of(path)}: {name} reaches out"


@pytest.mark.asvs("11.2.1", "11.3.1", "11.3.2", "11.4.1", "11.4.3")
def test_only_strong_and_known_cryptography() -> None:
    """No weak hash, cipher, mode or padding, and no arithmetic of our own. Red when hashlib.md5 is called."""
    for path in FILES:
        used = {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}
        used |= {node.id for node in nodes(path) if isinstance(node, ast.Name)}
        used |= {name.rsplit(".", 1)[-1] for name in imports(path)}
        assert not used & WEAK, f"{name_of(path)}: {sorted(used & WEAK)}"


@pytest.mark.asvs("11.5.1", "11.6.1", "7.2.3")
def test_chance_comes_from_the_system() -> None:
    """`random` and UUIDs can be guessed; `secrets` cannot, when it is asked for 16 bytes and more.

    Red when a token is made by random.choice, or by token_urlsafe(8).
    """
    assert not bringing({"random", "uuid"})
    for where, name, call in calls():
        if name in ("secrets.token_urlsafe", "secrets.token_bytes") and call.args:
            size = call.args[0]
            assert not isinstance(size, ast.Constant) or int(str(size.value)) >= 16, f"{where}: 128 bits"


@pytest.mark.asvs("1.3.10")
def test_format_strings_are_ours() -> None:
    """`template % values` and `.format(…)` stand only behind texts that we wrote.

    Red when a form's text is formatted, as in `form.name.data % values`.
    """
    for path in FILES:
        for node in nodes(path):
            left: ast.expr | None = None
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
                left = node.left
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".format"):
                left = node.func.value if isinstance(node.func, ast.Attribute) else None
            if left is not None:
                from_outside = ast.unparse(left).endswith((".data", ".value")) or "request." in ast.unparse(
                    left
                )
                assert not from_outside, f"{name_of(path)}:{left.lineno}"


@pytest.mark.asvs("1.2.9")
def test_patterns_are_fixed() -> None:
    """A pattern is a constant: nobody's text becomes one, and LIKE gets escaped text.

    One pattern is made of the words of config/quality.toml, each escaped.

    Red when a search calls `re.search(words, …)` with words of a reader, or `ilike` without `escape`.
    """
    for where, name, call in calls():
        if name in PATTERNS:
            pattern = call.args[0]
            fixed = isinstance(pattern, ast.Constant) or ast.unparse(pattern).isupper()
            if where.startswith("emulation/rules/quality.py:") and name == "re.compile" and not fixed:
                fixed = "map(re.escape" in (ROOT / "emulation/rules/quality.py").read_text("utf-8")
            assert fixed, f"{where}: {ast.unparse(pattern)}"
        if name.endswith((".like", ".ilike")):
            assert any(word.arg == "escape" for word in call.keywords), f"{where}: escape % and _"


@pytest.mark.asvs("1.2.3", "3.2.2", "14.3.3", "15.3.6")
def test_scripts_write_text_and_keep_nothing() -> None:
    """Text goes in as text, nothing is stored, no key comes from the page. Red when a script uses innerHTML."""
    scripts = sorted((PACKAGE / "web" / "static").rglob("*.js"))
    assert scripts
    for path in scripts:
        assert not IN_SCRIPTS.findall(path.read_text("utf-8")), name_of(path)


@pytest.mark.asvs("14.2.3", "3.4.2")
def test_no_file_that_readers_load_names_another_site() -> None:
    """Styles, scripts and pictures name no other host, and no answer lets a foreign origin in."""
    for path in sorted((PACKAGE / "web" / "static").rglob("*")):
        if path.is_file():
            found = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", path.read_text("utf-8"))
            assert set(found) <= {"http://www.w3.org"}, name_of(path)
    for path in FILES:
        assert "Access-Control-Allow" not in text_of(path), name_of(path)


#: Who opens a sign-in, and who raises one by a proof: every way in, and nobody else.
WAYS_IN = {
    "sign_ins.sign_in": {"emulation/web/shell/entering.py"},
    "sign_ins.start": set[str](),  # by sign_in itself, after the password
    "sign_ins.prove": {"emulation/services/proofs.py"},
    "login.enter": {"emulation/web/shell/entering.py"},
    "login.renew": {"emulation/web/shell/entering.py"},
    "SignIn": {"emulation/services/sign_ins.py"},
}


@pytest.mark.asvs("6.3.4")
def test_there_is_one_way_in() -> None:
    """Invitations and resets end at the same page. Red when a view of resets calls `sign_ins.start`."""
    found: dict[str, set[str]] = {name: set() for name in WAYS_IN}
    for where, name, _call in calls():
        if name in found:
            found[name].add(where.rsplit(":", 1)[0])
    assert found == WAYS_IN


@pytest.mark.asvs("13.3.1")
def test_no_secret_stands_in_the_repository() -> None:
    """No private key, no token of a provider, no password in an address. Red when a key is pasted into config."""
    folders = ("emulation", "config", "templates", "migrations", "tests")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    for path in [*files, ROOT / "README.md", ROOT / "Makefile", ROOT / "pyproject.toml"]:
        if path.suffix not in (".pyc", ".mo", ".png", ".woff2") and path != Path(__file__):
            found = SECRETS.findall(path.read_bytes().decode("utf-8", "replace"))
            assert not found, f"{name_of(path)}: {found}"


@pytest.mark.asvs("13.3.1")
def test_secrets_of_production_are_empty_in_the_files() -> None:
    """They come from the environment. Red when config/default.toml gets a secret_key."""
    line = re.compile(
        r"(?:secret_key|audit_key|smtp_url|redis_url|database_url|demo_password)\w*\s*=\s*(\S+)"
    )
    for name in ("default", "production"):
        text = (ROOT / "config" / f"{name}.toml").read_text("utf-8")
        assert set(line.findall(text)) <= {'""'}, name
