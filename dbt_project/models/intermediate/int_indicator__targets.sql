-- The target that each figure of the country is held against at its cut-off, where somebody set one.
{{ gathered('due') }}
