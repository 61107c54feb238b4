"""What readers hand their texts to, which makes segments of them, each of the shape it has.

Documents: `flow`, and where a page has columns, `page_layout` and, over its end, `carried`; where it is a form that
was filled in, `overlaid`. Sheets and tables of documents: `grid`, by what `layout` says they are (with `cell_labels`
and `label_words`, `labelled_cells`, `sure_pairs`), and `across`, how values are alike, `over`, what stands over their
headers, and `of_one`, whom; those of one row: `stanzas`; `row_blocks`, the rows between empty ones, `paired_rows`,
records of two rows. Rows of a database: `record_table`. Fields with keys: `keyed`, of those records that `promising`
leaves. Fields of pages whose labels stand above their values: `stacked`, and in rows `stacked_rows`; below: `signed`.
What the parts of a form are called: `part_titles`.
"""
