"""People's spreadsheets: read, planned and written in a child process that may die without harm.

May import `domain` only; readers and pandas are never loaded in the window's process.
`workbook` is the window's side of the pipe, `worker` the child's.
"""
