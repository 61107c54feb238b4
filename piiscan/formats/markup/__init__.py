"""HTML and XML.

HTML as a reader sees it, and what only its source shows. `html`, `html_tokens`, `html_plain`, `html_sides`,
    `html_breaks`, `html_table`
Its fields, each a label and a value. `html_fields`, `html_labels`, `html_choices`, `html_output`
What stands in front of every parser of XML. `expat`, `xml_front`
XML as records. `xml`, `xml_records`, `xml_values`
Records that are like those before them, past the parser. `xml_runs`, `xml_shapes`, `xml_batches`
"""
