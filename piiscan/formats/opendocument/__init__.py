"""OpenDocument: packages, and documents in one file of XML.

The document. `odf`, `flat`, `story`, `frames`, `names`, `cells`
What is taken out of the XML before the parser sees it. `rows`, `shapes`, `heads`, `paragraphs`
Its locks. `manifest`, `locks`
"""
