"""What was done before: the records of files that were read, so that a run that was cut off goes on where it was.

Rule: nothing is believed that the system does not vouch for, and nothing that goes wrong here ends a run. What is
kept are the records as workers gave them: masked, without a raw value.
"""

from piiscan.ledger.book import Ledger
from piiscan.ledger.scope import scope_key
from piiscan.ledger.store import LedgerError, Store, default_path

__all__ = ["Ledger", "LedgerError", "Store", "default_path", "scope_key"]
