"""Templates into self-contained pages: the only place that escapes and the only one with jinja2."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING

from detector.errors import MissingExtraError
from detector.reports.html_strings import TEMPLATES, keep_signs, signed, tell
from detector.reports.wording import count, percent, percent_range, wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from detector.reports.wording import Ui

GENERATOR = "padding-detector"


def render_page(name: str, ui: Ui, /, **context: object) -> str:
    """Fill templates/NAME.html.j2 and inline page.css, NAME.css and NAME.js, where there are any.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    environment = _environment()
    style = "\n".join(filter(None, (_asset("page.css"), _asset(f"{name}.css"))))
    script = _asset(f"{name}.js")
    return environment.get_template(f"{name}.html.j2").render(
        context,
        ui=ui,
        direction=wording(ui).direction,
        generator=GENERATOR,
        policy=_policy(style, script),
        style=style,
        script=script,
        t=partial(tell, ui),
        count=partial(count, ui=ui),
        percent=_unbroken(partial(percent, ui=ui)),
        signed=signed,
        percent_range=_unbroken(partial(percent_range, ui=ui)),
        wording=wording(ui),
    )


def _unbroken(write: Callable[..., str]) -> Callable[..., str]:
    return lambda *given, **options: keep_signs(write(*given, **options))


@cache
def _environment() -> Environment:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("A report in HTML", "jinja2", "html") from error
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    place = TEMPLATES / name
    return place.read_text(encoding="utf-8").strip() if place.exists() else ""


def _policy(style: str, script: str) -> str:
    """Allow these two inline texts and nothing else: no request, no form, no eval."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
