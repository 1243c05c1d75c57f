"""Builds what the pages load: one style sheet, two weights of the typeface, the few icons that the style sheet names.

From `src/bilateral/web/assets` and the npm packages, to `src/bilateral/web/static/built` (ignored by git): `assets/`
as compiled, then `served/` with hashed names and Brotli and gzip copies, which is what the server sends.
"""

import os
import re
import shutil
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from tools.node import ROOT, NoNode, Toolchain, ensure

WEB = ROOT / "src" / "bilateral" / "web"
SOURCES = WEB / "assets"
BUILT = WEB / "static" / "built"
ALLAUTH = Path(str(files("allauth")))
PASSKEY_SCRIPTS = (
    "account/static/account/js/onload.js",
    "mfa/static/mfa/js/webauthn-json.js",
    "mfa/static/mfa/js/webauthn.js",
)
USWDS = ROOT / "node_modules" / "@uswds" / "uswds"
STYLES = "bilateral.css"
WEIGHTS = ("Regular", "SemiBold")
URL = re.compile(r"""url\((["']?)([^"')]+)\1\)""")


def install(node: Toolchain) -> None:
    """The locked npm packages, without their scripts and without what only a watcher needs."""
    wanted = (ROOT / "package-lock.json").read_bytes()
    stamp = ROOT / "node_modules" / ".bilateral-lock"
    if not stamp.is_file() or stamp.read_bytes() != wanted:
        node.run("npm", "ci", "--ignore-scripts", "--omit=optional", "--no-progress", "--loglevel=error")
        stamp.write_bytes(wanted)


def compile_styles(node: Toolchain, out: Path) -> None:
    node.run(
        "node",
        str(ROOT / "node_modules" / "sass" / "sass.js"),
        "--style=compressed",
        "--no-source-map",
        "--no-charset",
        f"--load-path={USWDS / 'packages'}",
        f"{SOURCES / 'styles' / 'bilateral.scss'}:{out / STYLES}",
    )


def copy_named(out: Path) -> None:
    """The icons that the style sheet asks for, and no others; our own pictures; the typeface."""
    css = (out / STYLES).read_text(encoding="utf-8")
    for _, name in URL.findall(css):
        source = USWDS / "dist" / name
        if name.startswith("img/"):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, out / name)
    shutil.copytree(SOURCES / "img", out / "img", dirs_exist_ok=True)
    shutil.copytree(SOURCES / "scripts", out / "scripts")
    for script in PASSKEY_SCRIPTS:  # allauth's pages ask for them by these names
        target = out / script.partition("/static/")[2]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ALLAUTH / script, target)
    (out / "fonts").mkdir()
    for weight in WEIGHTS:
        name = f"PublicSans-{weight}.woff2"
        shutil.copyfile(USWDS / "dist" / "fonts" / "public-sans" / name, out / "fonts" / name)


def serve_ready() -> None:
    """Hashed names and compressed copies, by Django's own command with the storage that the server uses."""
    with tempfile.TemporaryDirectory() as empty:
        os.environ["BILATERAL_HOME"] = empty  # building needs no home, and must not read anyone's
        os.environ["DJANGO_SETTINGS_MODULE"] = "bilateral.web.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def main() -> int:
    try:
        node = ensure()
    except NoNode as fault:
        print(fault, file=sys.stderr)
        return 1
    install(node)
    out = BUILT / "assets"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    compile_styles(node, out)
    copy_named(out)
    serve_ready()
    sizes = [(path.stat().st_size, path.name) for path in (BUILT / "served").rglob("*.css.br")]
    print("assets: " + ", ".join(f"{name} {size / 1000:.1f} kB" for size, name in sorted(sizes)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
