//! `#[derive(IntoError)]`: every kind of variant.
pub enum OrderError {
    #[raises(ValueError, "the order is empty")]
    Empty,
    #[raises(OverflowError, "more than {limit} items")]
    TooLarge { limit: usize, other: bool },
    #[raises(transparent)]
    Io(std::io::Error),
    #[raises(errors::Missing, "no {1:>8}")]
    Missing(#[source] ParseIntError, String),
    #[cfg(test)]
    #[raises(LookupError)]
    Shown,
}
