"""Templates of the set that rules are only checked against: nobody mends a rule by looking at what fails here."""

from accuracy.batch import Batch
from accuracy.heldout import exports, forms, machines, messages, prose

BATCHES: tuple[Batch, ...] = (
    *prose.BATCHES,
    *messages.BATCHES,
    *forms.BATCHES,
    *exports.BATCHES,
    *machines.BATCHES,
)
