"""What is done once, before the first viewer: a fresh snapshot and the pictures they will open."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard.catalogue.reference import data_folder
from dashboard.charts.figures import plotly_script
from dashboard.pictures import common, districts
from dashboard.store import archive, build, database
from dashboard.web import faults, hosts

DAY = 86_400


def plotly(_request: object) -> Response:
    """Give the stage its plotly.js, from the installed package."""
    held = {"cache-control": f"max-age={DAY}"}
    return Response(plotly_script(), media_type="text/javascript", headers=held)


def publications(_request: object) -> Response:
    """Tell a stage how many publications there are."""
    return Response(str(archive.count(data_folder())), media_type="text/plain")


def health(_request: object) -> Response:
    """Tell a monitor which snapshot is in force; 503 without one that can be read."""
    try:
        snapshot = database.current_snapshot()
        database.connect(snapshot).cursor().execute("select 1 from snapshots").fetchone()
    except (database.NoSnapshotError, *build.STORAGE_FAULTS) as missing:
        return JSONResponse({"state": None, "fault": type(missing).__name__}, status_code=503)
    return JSONResponse({"state": snapshot.name, "publications": archive.count(data_folder())})


ROUTES = [
    Route("/healthz", health),
    Route("/stage/plotly.min.js", plotly),
    Route("/stage/publications", publications),
]
MIDDLEWARE = [Middleware(hosts.HostGuard)]
log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_app: object) -> AsyncGenerator[None]:
    """Build the snapshot when it is missing or older than its sources, and draw the first page."""
    if unwritten := faults.keep_log(data_folder()):
        log.warning("%s", unwritten)
    try:
        build.refresh(data_folder())
    except build.RefusedError as refused:
        log.error("%s", refused)
    try:
        year = common.latest_year()
        districts.map_of_districts(common.POVERTY_RATE, year, "total", None)
        districts.ranking(common.POVERTY_RATE, year, "total", None, False)
        districts.movement_over_years(common.POVERTY_RATE, common.PROVINCE, "total")
    except (database.NoSnapshotError, common.NothingSubmittedError) as missing:
        log.error("nothing to draw yet: %s", missing)
    # On the screen of who starts it, not only in a log.
    print(hosts.announcement(hosts.Allowed.configured()), flush=True)  # noqa: T201
    yield
