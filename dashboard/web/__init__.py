"""The pages of Streamlit, and nothing else."""
