"""Text in any set of characters, as one stream in an ASCII superset whose offsets lead back to the file.

The stream, and windows over it. `text`, `columns`, `windows`, `line_ends`, `printer_lines`, `same_length`,
`unmarked_text`
In which set it is. `charsets`, `alphabets`, `ebcdic`
Another text made of it, with its places. `recoded`, `host_records`, `strays`, `sparse`
Text that stands in binary data. `byte_text`, `text_runs`
"""
