"""The detectors room."""
