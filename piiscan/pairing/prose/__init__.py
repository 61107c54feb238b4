"""Running text, read only near a number. The way in is `reader`.

A person is sought in this order: the string or row round the number, its sentence or line, its block, the heading
above, the letter, what is near.

The lines, once each. `lines`, `frames`, `line_persons`, `towns_behind`, `two_values`, `fields`, `part_labels`,
    `bare_parts`, `spaced`, `instructed`, `keyed_text`, `wire`, `paragraphs`, `sentences`, `numbers`, `nearest`,
    `nameless`, `nobodys`, `alike`, `beside_accounts`, `proving`, `part_columns`, `line_numbers`
Many of one form, counted on arrays as tables and objects of one form are. `many`, `uniform_lines`, `line_forms`
Whose it is, also where several are named in one line. `choice`, `own`, `others`, `kin`, `families`, `first_names`,
    `name_parts`, `role_words`, `owners`, `owned`, `defined`, `firms`, `doubts`, `blocks`, `found`, `joint`, `headings`,
    `heads`, `hidden_names`, `word_names`, `papers`, `openings`, `in_anothers`, `sections`, `starts`, `letters`,
    `matters`, `readers`, `senders`, `tellers`, `asked`, `turns`, `remarks`, `items`, `in_a_row`
Forms of its own. `apart`, `form_data`, `field_lines`, `field_records`, `printed_rows`, `chats`, `entered`, `dialogue`,
    `card_face`, `card_track`, `cheques`, `stripe`, `inset_rows`, `insets`, `row_titles`, `row_labels`,
    `named_columns`, `pipe_rows`, `column_titles`, `stacks`, `attribute_rows`, `mail_names`, `code_lines`,
    `brackets`
Statements whose values a log gives apart. `statements`, `statement_columns`, `bound_values`, `bound_lists`,
    `bound_records`; whole values by their keys, `typed_fields`
"""
