"""What developers run by hand: staging files, data dictionary, comparison of the engines. No run needs this room."""
