"""The second half of the set that rules may be mended against; it was once held out."""

from accuracy.batch import Batch
from accuracy.dev2 import exports, forms, machines, messages, prose

BATCHES: tuple[Batch, ...] = (
    *prose.BATCHES,
    *messages.BATCHES,
    *forms.BATCHES,
    *exports.BATCHES,
    *machines.BATCHES,
)
