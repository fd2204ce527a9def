"""Native modules whose functions take and give the types of other crates."""
