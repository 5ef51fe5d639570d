"""The command ``csad``: options, messages and exit codes. What a command does stands in the other rooms."""
