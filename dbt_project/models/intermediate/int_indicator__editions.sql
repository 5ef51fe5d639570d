-- What every edition says of every figure, of the subjects whose publishers restate figures.
{{ gathered('editions') }}
