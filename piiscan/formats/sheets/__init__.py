"""Workbooks of Excel, in XML and in binary records.

What they share. `sheet_rows`, `cell_text`, `number_formats`, `text_table`, `octets`
XML (.xlsx). `xlsx`, `xlsx_parts`, `xlsx_sheet`, `xlsx_usual`, `xlsx_cells`, `xlsx_strings`, `xlsx_comments`,
`xlsx_side`, `xlsx_caches`
Binary, 2007 and later (.xlsb). `xlsb`, `xlsb_records`, `xlsb_batches`, `xlsb_cells`
Binary, 5 to 2003 (.xls). `xls_book`, `xls_records`, `xls_batches`, `xls_cells`, `xls_strings`
"""
