-- Written by `make staging` from the contracts in sources/. Do not edit by hand.
{{ config(post_hook="{{ only_values('_delivery_id', ref('stg_delivery'), 'delivery_id') }}", **replaced_by('_delivery_id')) }}
{{ accepted_rows('pirdais', 'budget_execution', names=ref('stg_registry__names')) }}
