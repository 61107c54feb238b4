"""Compound files (MS-CFB), which Office wrote until 2003 and others still do, and OneNote.

Their streams. `ole`, `ole_any`, `ole_write`
What stands in many of them. `ole_objects`, `ole_properties`, `ole_macros`, `office_art`
Word. `doc`, `doc_fib`, `doc_marks`, `doc_story`
PowerPoint. `ppt`, `ppt_records`, `ppt_show`, `ppt_slide`
Others. `visio`, `visio_stream`, `onenote`
Newer documents under a password, which are put into one. `encrypted`
"""
