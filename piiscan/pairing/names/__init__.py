"""Names of persons. Words are classed by the table of names, cut into pieces, read, and graded in one file, `grade`.

In running text: `in_text`; in a labelled value, a cell or a column: `cells` (with `tokens`), `columns`, `numbered`.

The words. `table`, `words`, `latin`, `standing`, `addresses`, `book`
From words to names. `pieces`, `readings`, `grade`
Names of other forms. `parts`, `couples`, `together`, `alone`, `small`; of firms `partners`
"""
