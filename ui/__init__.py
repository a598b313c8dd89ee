"""The Streamlit front end: it shows and it asks; everything is computed elsewhere."""
