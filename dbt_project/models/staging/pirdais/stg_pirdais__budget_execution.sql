-- Written by `make staging` from the contracts in sources/. Do not edit by hand.
{{ accepted_rows('pirdais', 'budget_execution') }}
