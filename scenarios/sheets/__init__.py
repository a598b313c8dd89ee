"""How a document lies in a workbook: sheets, columns and cells, for reading and for writing."""
