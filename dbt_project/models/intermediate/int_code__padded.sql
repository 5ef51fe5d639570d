-- Columns of codes that came without their leading zeros. Staging gives the zeros back; the sender is told.
{{ padded_codes() }}
