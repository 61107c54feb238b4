"""Objects with keys, as JSON has them, in text and in binary form. What is no JSON is told as JSON.

Text. `json_text`, `json_signs`, `json_rows`, `json_columns`, `json_cells`, `json_wrapped`,
`json_places`; `yaml_text`, `yaml_flow`, `yaml_scalars`, `yaml_shown`
Binary. `plist` (also in XML), `cbor`, `cbor_items`, `bson`
"""
