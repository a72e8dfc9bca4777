"""The workers of a Dask cluster: any machines that see the same files under the same paths."""
