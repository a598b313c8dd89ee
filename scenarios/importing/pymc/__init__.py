"""PyMC-Marketing: models saved as netCDF."""
