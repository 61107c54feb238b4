"""Makes the name of this room's conftest its own: doctest collection imports every module by its name."""
