-- Written by `make staging` from the contracts in sources/. Do not edit by hand.
{{ accepted_rows('pirdais', 'titling_plan', names=ref('stg_registry__names')) }}
