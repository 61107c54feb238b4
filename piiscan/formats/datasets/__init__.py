"""Data sets of analysts: columns, arrays, frames.

Columnar files. `columnar`, `arrow_rows`, `avro`, `avro_data`
SPSS, SAS, Stata. `readstat`, `spss_records`, `stata_notes`, `xport`
Python, MATLAB, R. `compiled`, `npy`, `pickles`, `mat`, `mat_values`, `r_data`, `r_items`, `r_vectors`
Whose layout is not read. `science`
"""
