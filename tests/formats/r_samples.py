"""Files that R wrote: every kind of object that holds texts. The script that made them stands beside them.

R 4.2.2, by this script:

    people <- data.frame(name=c("Ann Lee","Bob Ray"), v17=c("010-94-0001","010-94-0002"), ssn=c(NA,10940003L), sex=factor(c("a","b")), stringsAsFactors=FALSE)
    attr(people$v17,"label") <- "Social Security Number"
    keyed <- c("Ann Lee"="010-94-0004", "Bob Ray"="010-94-0005")
    records <- list(list(name="Ann Lee", none=NULL, ssn="010-94-0006"), list(name="Bob Ray", ssn="010-94-0007"))
    cells <- matrix(c("Ann Lee","Bob Ray","Cy Poe","010-94-0008","010-94-0009","x"), 3, dimnames=list(NULL, c("name","ssn")))
    hidden <- new.env(); hidden$note <- "Ann Lee, SSN 010-94-0010"
    code <- compiler::cmpfun(function() print("Ann Lee, SSN 010-94-0011"))
    setClass("Person", representation(about="character")); object <- new("Person", about="Ann Lee, SSN 010-94-0012")
    bytes <- charToRaw("Ann Lee, SSN 010-94-0013")
    kept <- data.frame(name=c("Ann Lee","Bob Ray"), ssn=as.character(10940014:10940015))
    save(people, keyed, records, cells, hidden, code, object, bytes, kept, file="a.RData", compress="xz")
    saveRDS(people, "a.rds", version=2)
    saveRDS(people, "b.rds", compress="bzip2")
    con <- file("c.rds", "wb"); serialize(people, con, xdr=FALSE); close(con)
"""

from __future__ import annotations

import base64

_RDATA = """
/Td6WFoAAAFpIt42AgAhARwAAAAQz1jM4AieAnxdACkRB1RoEeRuUsqgM8UkXrtrnNeLUzcP1dKbshUqBwT4yAjz6ecVnD2tJM9wI0VZFd+qJj
zPf3T3P48NwyXYL09vZIf0s1Y6vjwKTDLQ7J/ZVLAeKz31cPkKl4rgFKKz4BZBWgh9VR8K+K9RcIrY/uzgwmWJUPsOo8C41M9OmSMiCZZJGkXI
zLY1NWBCWBzesp5ggw9X7INMZEthdYHdPJ5g5fNHqJkO0kC8I/UsmscHiEXp1272OorjsTerPlZfRHH8ajABvgnwt+QTz++URSkY7tCSuazQJz
tnJPHSj6YGsV29kJXsy8otJNLF1NXvhmWcBJLbvEzf3nmChaggQY50/7Z6I66VuAcOYL6QIJwKReuOO7SIFUosGlT2f6zX4IiAnNCjrkrNgGW5
VVvhWcyKwTl25PiUGXXR91Y/v6dbu1uBWER7BIL5OyYBjo91/pQ8elNOh9BXugWlPpr1kr75/XMZ62bn20JBgxGpYVZV9fAAM7SiCv85hz2zmO
4WgctcY045urnxM26HzlHwhIJD3p7ehcizktIyUqS+kUKgHaYdiWD1Nf8qKwQIIaAhSBXUvWdnpB/m71tafrJVp/iJbBjU5CMudYT9jxNvx7No
d528pU0WLWCbgjoqwmzeJG/ZnM+yeqPSu84GBWvlIxwSe5qlMCNqkAMBICEODzFB9RYw7HXoTIy7CA1FnOlIiKWOm601rrtMzPx97r3v5wfCk/
egh+99XXmJKLQ/WM4xExuUz51HuNLhps7pu+Z0Px3OF/j9EjHEvGkCLyY6/g15GkXV8RR/exPWpNmIjTHVymynUgrNaHbfCWSH3LdFN34vUUtj
wUaco8e1AAAQ5EemAAGUBZ8RAABNN4V1PjANiwIAAAAAAVla
"""
_RDS = """
H4sIAAAAAAAAA2VPzQrCMAyu3VRUBEHwvBeYdCKIRz2LB714zWoEoW6wzr+bT+Pj+QjObLai9ZD0y5c035dNmzHGmc854x5Br0/Jp+i9edaitz
lLkmCBaMt5GgcruNLA91RHRCKcjkMhRPRPjWgtJ6pmWnUFMSojZMnBOpV7UMEa5THb59dgeTzEmFHnSdEtxW6U2P0hyWpVV7+r92d9Q+EJlXYO
qYEFsWtHKtDasdPYgcxTI/87nsAB7bhvSL8kDfZO0cRCrZMPxIuzqZWl56Hd9rmwKAoj6RWOqfYWchjuslKLjL0A1KYt2cEBAAA=
"""
_NATIVE = """
QgoDAAAAAgIEAAAFAwAFAAAAVVRGLTgTAwAABAAAABAAAAACAAAACQAEAAcAAABBbm4gTGVlCQAEAAcAAABCb2IgUmF5EAIAAAIAAAAJAAQACw
AAADAxMC05NC0wMDAxCQAEAAsAAAAwMTAtOTQtMDAwMgIEAAABAAAACQAEAAUAAABsYWJlbBAAAAABAAAACQAEABYAAABTb2NpYWwgU2VjdXJp
dHkgTnVtYmVy/gAAAA0AAAACAAAAAAAAgGPupgANAwAAAgAAAAEAAAACAAAAAgQAAAEAAAAJAAQABgAAAGxldmVscxAAAAACAAAACQAEAAEAAA
BhCQAEAAEAAABiAgQAAAEAAAAJAAQABQAAAGNsYXNzEAAAAAEAAAAJAAQABgAAAGZhY3Rvcv4AAAACBAAAAQAAAAkABAAFAAAAbmFtZXMQAAAA
BAAAAAkABAAEAAAAbmFtZQkABAADAAAAdjE3CQAEAAMAAABzc24JAAQAAwAAAHNleAIEAAABAAAACQAEAAkAAAByb3cubmFtZXMNAAAAAgAAAA
AAAID+////AgQAAP8DAAAQAAAAAQAAAAkABAAKAAAAZGF0YS5mcmFtZf4AAAA=
"""


def rdata() -> bytes:
    """All objects, in XZ."""
    return base64.b64decode(_RDATA)


def rds() -> bytes:
    """The data frame, in version 2 and gzip."""
    return base64.b64decode(_RDS)


def native() -> bytes:
    """The data frame in the order of bytes of the machine, not compressed."""
    return base64.b64decode(_NATIVE)
