"""Templates of the set that rules are only checked against: nobody mends a rule by looking at what fails here."""

from accuracy.batch import Batch
from accuracy.heldout import charts, extracts, intake, payloads, streams, writing

BATCHES: tuple[Batch, ...] = (
    *charts.BATCHES,
    *writing.BATCHES,
    *intake.BATCHES,
    *extracts.BATCHES,
    *payloads.BATCHES,
    *streams.BATCHES,
)
