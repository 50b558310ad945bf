"""The desktop window. Of the program only this package and the PDF format import Qt."""
