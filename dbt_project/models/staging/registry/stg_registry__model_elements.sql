-- Written by `make staging` from the contracts in sources/. Do not edit by hand.
{{ accepted_rows('registry', 'model_elements') }}
