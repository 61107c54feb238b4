"""Templates of the set that rules are only checked against: nobody mends a rule by looking at what fails here."""

from accuracy.batch import Batch
from accuracy.heldout import exports, feeds, notes, papers, payloads, post

BATCHES: tuple[Batch, ...] = (
    *notes.BATCHES,
    *post.BATCHES,
    *papers.BATCHES,
    *exports.BATCHES,
    *payloads.BATCHES,
    *feeds.BATCHES,
)
