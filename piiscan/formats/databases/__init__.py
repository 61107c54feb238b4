"""Databases in files, and their dumps.

SQLite. `sqlite`, `sqlite_cells`, `sqlite_value`, `sqlite_pages`
Access. `access`, `access_pages`, `access_locks`, `access_rows`, `access_properties`
dBase and FoxPro. `dbase`, `dbase_memo`
Dumps in SQL, and rows that a server gives. `sql_dump`, `sql_cells`, `sql_loader`, `sql_rows`, `db_rows`
"""
