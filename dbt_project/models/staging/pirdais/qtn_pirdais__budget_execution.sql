-- Written by `make staging` from the contracts in sources/. Do not edit by hand.
{{ refused_rows('pirdais', 'budget_execution') }}
