"""piiscan: finds personal information as 201 CMR 17.02 defines it, a person together with a number.

`piiscan.scan.scan_one` is the whole pipeline for one source; `piiscan.cli` is the command line.
"""

__version__ = "0.1.0"
