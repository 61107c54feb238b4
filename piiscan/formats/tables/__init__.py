"""Tables in plain text.

With signs between cells. `delimited`, `dialects`, `quotes`, `sections`, `delimited_forms`, `unnamed`
With cells at the same places of each line. `fixed_width`, `fixed_columns`, `titled_columns`, `copybook`, `layouts`
Drawn, in Markdown and by shells of databases, or printed by R and pandas. `markdown`, `drawn`, `frames`,
    `ruled`
"""
