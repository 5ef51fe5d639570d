-- Written by `make staging` from the contracts in sources/. Do not edit by hand.
{{ refused_rows('unodc', 'coca_area_by_district', names=ref('stg_registry__names')) }}
