-- Each quarantined row whose figure could be read, at every figure that it would change: what it adds to the numerator, and for
-- a ratio to the denominator. A row that repeats another adds nothing; a row that says what no sum is made of is not here.
{{ config(materialized='table') }}
{{ gathered('refused') }}
