"""Starts the dashboard: `streamlit run app.py`."""

import streamlit as st

from dashboard.start import ROUTES, lifespan

app = st.App("dashboard/frame.py", lifespan=lifespan, routes=ROUTES)
