"""The documentation page, from installed files: no address outside; only import of swagger_ui_bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from service.api.older_openapi import as_3_0

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>品文接口说明</title>
<link rel="stylesheet" href="/docs/static/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="/docs/static/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script></body></html>
"""
_START = (
    'SwaggerUIBundle({url: "/docs/openapi.json", dom_id: "#swagger-ui", validatorUrl: null});\n'
)


def install(app: FastAPI) -> None:
    """Serve `/docs` of an application offline."""
    import swagger_ui_bundle

    folder = Path(swagger_ui_bundle.__file__).parent / "vendor"
    static = next(path.parent for path in sorted(folder.rglob("swagger-ui.css")))

    @app.get("/", include_in_schema=False)
    def home() -> RedirectResponse:
        return RedirectResponse("/docs")

    @app.get("/docs", include_in_schema=False)
    def page() -> HTMLResponse:
        return HTMLResponse(_PAGE)

    @app.get("/docs/start.js", include_in_schema=False)
    def start() -> Response:
        return Response(_START, media_type="text/javascript")

    @app.get("/docs/openapi.json", include_in_schema=False)
    def description() -> dict[str, Any]:
        return as_3_0(app.openapi())

    app.mount("/docs/static", StaticFiles(directory=static), name="docs-static")
