"""The course as a site of plain files: built from the labs' own sources, read from a folder or from any server, with nothing from elsewhere."""
