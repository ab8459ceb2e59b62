"""Cases of earlier systems: workbooks and files of other years become cases, under categories of today."""
