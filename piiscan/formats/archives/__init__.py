"""Archives and compressed files: each member is a blob of its own.

ZIP. `zip`, `zip_entries`, `zip_data`, `zip_rare`, `zip_locks`
TAR. `tar`, `tar_headers`, `tar_sparse`, `tar_tape`
7z, RAR, cabinets. `seven_zip`, `seven_zip_coders`, `rar`, `cab`, `lzx`
Members as they are, one after the other. `slices`, `cpio`, `ar`, `rpm`
One compressed stream. `gzip`, `compressed`, `zlib_stream`, `zstandard`, `lz`
PPMd, in a process of its own. `ppmd`, `ppmd_process`
"""
