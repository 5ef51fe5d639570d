-- Every value of every indicator, whatever its mart: the rows on which the verdict is given. Of a ratio, what it is made of.
{{ gathered('values') }}
