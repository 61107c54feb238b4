"""Options that more than one command has. Imports click alone, so that `--help` is instant."""

from __future__ import annotations

import click

residency_default = click.option(
    "--residency-default",
    type=click.Choice(["unknown", "resident", "nonresident"]),
    default="unknown",
    show_default=True,
    help="What persons are whose records show no residency.",
)
public_records = click.option(
    "--public-records",
    type=click.Path(),
    metavar="FILE",
    help="Rules (TOML) that exclude lawfully obtained public records from what counts. Default: none.",
)
names_file = click.option(
    "--names-file",
    type=click.Path(),
    metavar="FILE",
    help="Names to know beside the Census lists: one a line, or CSV. Kept in memory only.",
)
password_file = click.option(
    "--password-file",
    type=click.Path(),
    metavar="FILE",
    help="Passwords to try on what is locked, one a line. Kept in memory only.",
)
key_file = click.option(
    "--key-file",
    type=click.Path(),
    metavar="FILE",
    help="Key of the fingerprints, 32 bytes or more, mode 0600. Default: one made on first use.",
)
