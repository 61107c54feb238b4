"""Objects: JSON, YAML, and what is read as such. The way in is `reader`.

The object round a number names its person; if it does not, the next one outwards, never a sibling of a list.

The objects round a number, without parsing the file. `enclosing`, `pair_lines`, `records`, `plain_json`,
`held_values`
What is asked of them. `whose`, `asked`, `persons`, `main_person`, `name_keys`, `forms`, `types`, `accounts`,
    `branches`, `lists`, `joined`, `license_keys`, `work_places`
Many of one form, counted on arrays as a table is. `uniform`, `alike`; numbers under keys of other things. `idle`;
    values of statements, which stand beside them. `stated`
The texts in them. `strings`, `words`, `page_lines`, `chats`
"""
