"""PDF.

Opening one. `opening`, `lock`, `second` where PDFium does not
What it shows. `pages`, `going_on`
What it holds beside. `beside`, `typed`, `objects`, `revisions`
What would cost too much. `streams`, `forms`
"""
