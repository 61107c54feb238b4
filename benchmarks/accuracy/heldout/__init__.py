"""Templates of the set that rules are only checked against: nobody mends a rule by looking at what fails here."""

from accuracy.batch import Batch

BATCHES: tuple[Batch, ...] = ()
