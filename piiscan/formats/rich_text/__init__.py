"""Rich Text Format.

From signs to paragraphs. `tokens`, `words`, `reader`, `story`
The document, and what is in it. `rtf`, `objects`
As Outlook keeps it. `compressed`
"""
