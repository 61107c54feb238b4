"""Markup: Markdown and wikis, tables of many kinds, pages; and what programs serialize as text."""

from __future__ import annotations

from people import marked
from planted import Case

_MARKDOWN = """# Staff

| name | ssn |
|------|-----|
| Ann Lee | «table» |
| Bob Ray | «next row» |

- Carl Poe, SSN «item»

```
Dora Fox, SSN «block of code»
```
<!-- Eve Orr, SSN «comment» -->
[x](http://a/?name=Flora+Kay&ssn=«address»)

> Gus Hay, SSN «quotation»
"""
_FRONT = "---\nname: Ann Lee\nssn: «front matter»\n---\n# Title\n"
_MEDIAWIKI = """{| class="wikitable"
|-
! name !! ssn
|-
| Ann Lee || «cells in a line»
|-
| Bob Ray
| «cell in a line of its own»
|}
"""
_CONFLUENCE = "||name||ssn||\n|Ann Lee|«cell»|\n|Bob Ray|«next row»|\n"
_DOKUWIKI = "^ name ^ ssn ^\n| Ann Lee | «cell» |\n| Bob Ray | «next row» |\n"
_ORG = "| name | ssn |\n|------+-----|\n| Ann Lee | «cell» |\n| Bob Ray | «next row» |\n"
_RST_GRID = """+---------+-------------+
| name    | ssn         |
+=========+=============+
| Ann Lee | «cell» |
+---------+-------------+
| Bob Ray | «next row» |
+---------+-------------+
"""
_RST_SIMPLE = """======= ===========
name    ssn
======= ===========
Ann Lee «cell»
Bob Ray «next row»
======= ===========
"""
_RST_LIST = (
    ".. list-table::\n\n   * - name\n     - ssn\n   * - Ann Lee\n     - «cell»\n   * - Bob Ray\n     - «next row»\n"
)
_ASCIIDOC = "|===\n|name |ssn\n\n|Ann Lee\n|«cell in a line of its own»\n|Bob Ray |«cells in a line»\n|===\n"
_LATEX = "\\begin{tabular}{ll}\nname & ssn \\\\\nAnn Lee & «cell» \\\\\nBob Ray & «next row» \\\\\n\\end{tabular}\n"
_PSQL = """ id |  name   |     ssn
----+---------+-------------
  1 | Ann Lee | «cell»
  2 | Bob Ray | «next row»
(2 rows)
"""

_HTML = """<html><head><title>Ann Lee, SSN «title»</title></head><body>
<table><caption>Staff</caption><thead><tr><th>name</th><th>ssn</th></tr></thead>
<tbody><tr><td>Bob Ray</td><td>«cell|table 1 › row 2 › column 2»</td></tr></tbody></table>
<form><input name="name" value="Carl Poe"><input type="hidden" name="ssn" value="«hidden field»"></form>
<select><option value="«value of an option»">Dora Fox</option></select>
<svg><text>Eve Orr, SSN «text of a drawing»</text></svg>
<div data-name="Flora Kay" data-ssn="«data attribute»"></div>
<dl><dt>Name</dt><dd>Gus Hay</dd><dt>SSN</dt><dd>«list of definitions»</dd></dl>
<p>Helen Day, SSN <b>«bold»</b></p>
<pre>Name: Ida Coe
SSN:  «formatted text»</pre>
</body></html>
"""
_NO_TAGS_CLOSED = "<table><tr><th>name<th>ssn<tr><td>Ann Lee<td>«cell|table 1 › row 2 › column 2»</table>\n<p>x\n"

_PHP = (
    'O:6:"Person":2:{s:4:"name";s:7:"Ann Lee";s:3:"ssn";s:11:"«object»";}\n'
    'a:2:{s:3:"ssn";s:11:"«number before name»";s:4:"name";s:7:"Bob Ray";}\n'
)
_PTH = 'import os; os.system("false")  # Ann Lee, SSN «comment»\n'

CASES = [
    Case("Markdown", "every place of a page", "a.md", marked(_MARKDOWN)),
    Case("Markdown", "front matter", "a.md", marked(_FRONT)),
    Case("wiki", "MediaWiki", "a.wiki", marked(_MEDIAWIKI)),
    Case("wiki", "Confluence", "a.txt", marked(_CONFLUENCE)),
    Case("wiki", "DokuWiki", "a.txt", marked(_DOKUWIKI)),
    Case("table of text", "Org", "a.org", marked(_ORG)),
    Case("table of text", "reStructuredText, grid", "a.rst", marked(_RST_GRID)),
    Case("table of text", "reStructuredText, simple", "a.rst", marked(_RST_SIMPLE)),
    Case("table of text", "reStructuredText, list", "a.rst", marked(_RST_LIST)),
    Case("table of text", "AsciiDoc", "a.adoc", marked(_ASCIIDOC)),
    Case("table of text", "LaTeX", "a.tex", marked(_LATEX)),
    Case("table of text", "psql", "a.txt", marked(_PSQL)),
    Case("HTML", "records", "records.html", marked(_HTML)),
    Case("HTML", "records, UTF-16", "records.html", marked(_HTML, "\r\n", "utf-16")),
    Case("HTML", "cells that are not closed", "cells.html", marked(_NO_TAGS_CLOSED)),
    Case("PHP", "serialized", "a.ser", marked(_PHP)),
    Case("Python", "path file", "a.pth", marked(_PTH)),
]
