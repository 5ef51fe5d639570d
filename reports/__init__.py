"""What people read: the static bilingual quality report and its charts.

Belongs here: pages, words, number and date formats, the drawing of charts, the schema of the payload.
Does not belong here: computing a verdict or a figure (SQL in the warehouse) and reading any database or file of data.
The HTML is a pure function of the payload described by ``report.schema.json``.
"""
