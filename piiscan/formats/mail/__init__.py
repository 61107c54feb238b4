"""Messages and the stores that hold them.

As they are sent. `eml`, `eml_part`, `eml_long`, `plain_mail`, `mbox`
Of Outlook and Exchange. `mapi`, `msg`, `tnef`, `pst`, `pst_nodes`, `pst_heap`
Where the key to an attachment is told. `keys`, `threads`
"""
