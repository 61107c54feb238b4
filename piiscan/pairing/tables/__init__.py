"""Tables. What each column means is decided once, by `plan`; rows never pair across. The way in is `reader`.

What a column is. `header_row`, `title_rows`, `column_roles`, `column_kinds`, `column_owner`, `type_columns`,
    `typed_cells`, `payers`, `sent_to`, `home_columns`, `split_numbers`, `seconds`, `card_columns`,
    `license_issuers`, `license_types`, `account_types`, `ledger_columns`, `routing`, `islands`
A record read one by one. `rows`, `row_hints`, `row_homes`, `row_persons`, `several`, `carried`, `masked_cells`,
    `hashes`, `remark_cells`, `overruled`, `others_records`
Many records counted on arrays: what these cannot tell goes to the plain form of the same rule, `rows`. `bulk`, `grid`,
    `cells`, `kernel`, `eight`, `number_cells`, `word_cells`, `account_cells`, `license_cells`, `residences`,
    `residency_cells`, `countries`
"""
