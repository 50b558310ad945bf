"""The measures of the pages. A unit of the layout is a CSS pixel, a 96th of an inch."""

UNITS_PER_INCH = 96
"""The units of the layout per inch, as in CSS."""
TEXT_WIDTH, TEXT_HEIGHT = 658, 950
TEXT_LEFT, TEXT_TOP = 68, 84
"""The place of the text on a page of A4, in those units."""
PAGE_SIZE = (794, 1123)
FONT_SIZE, SMALL_FONT_SIZE = 8.5, 7.5
"""The size of the text in points, and of what is painted outside the document: header, footer, chart."""
