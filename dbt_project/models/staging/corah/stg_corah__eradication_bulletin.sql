-- Written by `make staging` from the contracts in sources/. Do not edit by hand.
{{ accepted_rows('corah', 'eradication_bulletin', names=ref('stg_registry__names')) }}
