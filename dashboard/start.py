"""What is done once, before the first viewer: a fresh snapshot and the pictures they will open."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from dashboard import build, database, pictures
from dashboard.reference import data_folder

log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_app: object) -> AsyncGenerator[None]:
    """Build the snapshot when it is missing or older than its sources, and draw the first page."""
    try:
        build.refresh(data_folder())
    except build.RefusedError as refused:
        log.error("%s", refused)
    try:
        year = int(pictures.snapshot()["latest_actual_year"])
        pictures.map_of_districts(pictures.POVERTY_RATE, year, "total", None)
        pictures.ranking(pictures.POVERTY_RATE, year, "total", None, False)
        pictures.movement_over_years(pictures.POVERTY_RATE, pictures.PROVINCE, "total")
    except database.NoSnapshotError as missing:
        log.error("no snapshot: %s", missing)
    yield
