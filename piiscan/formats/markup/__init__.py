"""HTML and XML.

HTML as a reader sees it, and what only its source shows. `html`, `html_tokens`, `html_plain`, `html_table`
What stands in front of every parser of XML. `expat`, `xml_front`
XML as records. `xml`, `xml_records`, `xml_values`
Records that are like those before them, past the parser. `xml_runs`, `xml_shapes`, `xml_batches`
"""
