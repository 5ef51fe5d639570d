-- What the warehouse derives today for each printed figure. A view: a mart shows the verdict of the checks of this run.
{{ gathered('figures') }}
