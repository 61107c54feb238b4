"""Images of discs and of disks.

By files. `iso9660`, `udf`, `udf_records`
By what stands in their bytes. `disks`
"""
