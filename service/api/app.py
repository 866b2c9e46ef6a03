"""Puts the application together: routes, limits, keys, errors, offline documentation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import Depends, FastAPI
from fastapi.telemetry import TelemetryConfig

from service.api import (
    audits,
    awards,
    batches,
    brand_changes,
    brands,
    documentation,
    documents,
    errors,
    examples,
    exports,
    health,
    limits,
    linting,
    names,
    organizations,
    records,
    rules,
    scores,
)
from service.api.keys import Keys, no_keys
from service.api.state import State
from service.api.strictness import only_known
from service.api.warming import warm_up
from service.settings import Settings

_ABOUT = (
    "党建品牌名称的查重、核名与台账，责任书等文件的起草。"
    "错误一律以 application/problem+json 返回，code 不变，detail 是一句中文。"
)

# Nothing of what is asked leaves this machine, nor is looked at to that end.
_SILENT: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def create_app(settings: Settings, *, keys: Keys | None = None) -> FastAPI:
    """Return the application.

    Args:
        settings: registry and limits.
        keys: API keys; None lets everybody in, fit for loopback only.
    """
    app = FastAPI(
        title="品文 Pinwen",
        version=version("pinwen"),
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        redirect_slashes=False,
        responses=errors.RESPONSES,
        lifespan=_living,
        telemetry=_SILENT,
    )
    held = keys or no_keys()
    app.state.pinwen = State(settings, held)
    errors.install(app)
    limits.install(app, settings, open_to_all=held.open)
    # All of these take JSON and no queries, and are asked most.
    app.include_router(names.router, prefix="/api/v1")
    for part in (
        brands,
        brand_changes,
        exports,
        records,
        organizations,
        audits,
        rules,
        documents,
        batches,
        awards,
        scores,
        linting,
    ):
        app.include_router(part.router, prefix="/api/v1", dependencies=[Depends(only_known)])
    app.include_router(health.router)
    documentation.install(app)
    examples.install(app, open_to_all=held.open)
    return app


@asynccontextmanager
async def _living(app: FastAPI) -> AsyncIterator[None]:
    state: State = app.state.pinwen
    await asyncio.to_thread(state.take_up)
    warming = asyncio.create_task(warm_up(state.checker, state.read_ahead))
    yield
    warming.cancel()
    await asyncio.to_thread(state.close)
