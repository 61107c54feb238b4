"""Documents of Office in XML, but for workbooks, and but for those that are OpenDocument.

Packages. `ooxml`
Word. `docx`, `docx_plain`, `docx_said`, `docx_story`, `docx_boxes`
PowerPoint, Visio. `pptx`, `pptx_story`, `vsdx`
One file of XML. `office_xml`, `one_xml`, `inlaid`, `filemaker`
"""
