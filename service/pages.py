"""Pages from the templates in `templates/`; the only import of jinja2.

Values are escaped, unknown variables are errors, and templates are ours: none comes from a user.
"""

from __future__ import annotations

import templates


def render(path: str, **values: object) -> str:
    """Return a page; `path` is relative to `templates/`.

    Raises:
        FileNotFoundError: no such template is shipped.
    """
    # jinja2 is loaded here so that commands without pages start without it.
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(templates.text),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(path).render(**values)
