"""Templates of the set that rules may be mended against."""

from accuracy.batch import Batch
from accuracy.dev import forms, letters, logs, objects, prose, records, tables

BATCHES: tuple[Batch, ...] = (
    *prose.BATCHES,
    *letters.BATCHES,
    *forms.BATCHES,
    *tables.BATCHES,
    *objects.BATCHES,
    *logs.BATCHES,
    *records.BATCHES,
)
