"""English words that say nothing by themselves: what a clause is about is what is left without them."""

from typing import Final

_WORDS: Final = """
a about after again ago also am an and another any are around as at be because been before being both but by can
could did do does done due during each either else even few for from further get gets getting go goes going got had
has have having he hence her here hers him his how i if in into is it its itself just last least let like made make
makes many may maybe me might more most much must my near now of off often on once one only onto or other our ours
out over own per please pls quite rather really same says seem seems seen several shall she should since so some
something somewhere soon still such than that the their them then there these they thing things this those though
through till to today together too triggered under until up upon us used very via was we well were what when where
whether which while who whom whose why will with within would yesterday yet you your am pm utc hi hello hey team
morning evening afternoon s t re ve ll d m
"""
SMALL_WORDS: Final = frozenset(_WORDS.split())
