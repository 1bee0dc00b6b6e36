"""Pictures as plain inline SVG: no script, no font, nothing fetched; drawn from the report alone.

Colours are presentation attributes, which a content security policy lets through; the paper stays
white, in the dark too. The palette is that of Okabe and Ito (https://jfly.uni-koeln.de/color/),
told apart by colour-blind readers, and what a colour says the place above or below the line says
too.
"""
