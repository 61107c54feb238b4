"""Zstandard, which the standard library has from Python 3.14 on, and its backport before. With a bound on memory.

The frame says how much memory its reader needs. `zstd` itself refuses more than 128 MiB unless told otherwise.
"""

from __future__ import annotations

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ZstdError = zstd.ZstdError
_WINDOW_LOG = 28  # 256 MiB


def decompressor() -> zstd.ZstdDecompressor:
    """What decodes one frame; like the decompressors of bz2 and lzma. Never used again after an error."""
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW_LOG})


def needs_dictionary(head: bytes) -> bool:
    """Whether the frame that begins with `head` was made with a dictionary, which stands elsewhere."""
    try:
        return bool(zstd.get_frame_info(head).dictionary_id)
    except ZstdError:
        return False
