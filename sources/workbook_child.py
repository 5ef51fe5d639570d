"""The process that opens one workbook, its standard input: it may use so much memory and time, and it alone ends if it fails.

Run as a file of its own. Belongs here: nothing but opening and handing over: it prints a pickle of the names of the sheets, of
the hidden ones, and of the cells of all or of the one wanted. It imports little, because every workbook starts it.
"""

from __future__ import annotations

import resource
import sys

if __name__ == "__main__":
    packages, wanted, memory, seconds = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    sys.path.append(packages)

    import pickle

    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(sys.stdin.buffer)
    names = [name for name in workbook.sheet_names if wanted in ("", name)]
    grids = [(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    hidden = {sheet.name for sheet in workbook.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible}
    sys.stdout.buffer.write(pickle.dumps((workbook.sheet_names, hidden, grids)))
