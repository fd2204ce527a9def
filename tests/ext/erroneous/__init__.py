"""Native modules whose import is an error."""
