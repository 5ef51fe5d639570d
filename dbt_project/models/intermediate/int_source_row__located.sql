-- Where each fact row stands in its file: the end of every trace.
{{ located_rows() }}
