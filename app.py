"""Starts the dashboard: `streamlit run app.py`."""

import streamlit as st

from dashboard.web import faults
from dashboard.web.start import MIDDLEWARE, ROUTES, lifespan

app = st.App(
    "dashboard/web/frame.py",
    lifespan=lifespan,
    routes=ROUTES,
    middleware=MIDDLEWARE,
    on_script_error=faults.tell,
)
