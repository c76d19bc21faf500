"""The analysis as documents: the classification and the analyzed timeline."""
