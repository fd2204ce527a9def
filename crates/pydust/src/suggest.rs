//! "Did you mean": the closest of several names, by the measure that CPython's own suggestions use
//! (`Python/suggestions.c`: Levenshtein distance in which a change of case is cheap).

const MOVE: usize = 2;
const CASE: usize = 1;
/// Longer names are not compared.
const LONGEST: usize = 40;

/// The candidate closest to `name`, if one is close.
pub(crate) fn closest<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let mut best = None;
    let mut best_distance = usize::MAX;
    for candidate in candidates {
        // No more than a third of the characters may be wrong.
        let limit = (name.len() + candidate.len() + 3) * MOVE / 6;
        let limit = limit.min(best_distance.saturating_sub(1));
        if let Some(distance) = distance(name.as_bytes(), candidate.as_bytes(), limit) {
            if distance < best_distance {
                (best, best_distance) = (Some(candidate), distance);
            }
        }
    }
    best
}

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

/// The distance of two names, or `None` if it is above `limit`.
fn distance(a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
    if a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    // One row of the table at a time: `row[i]` is the distance of `b`'s first characters to `a[..=i]`.
    // As bytes, which hold the largest distance: of nothing in common between two of the longest names.
    const { assert!(2 * LONGEST * MOVE <= u8::MAX as usize) };
    let mut row: [u8; LONGEST] = std::array::from_fn(|index| ((index + 1) * MOVE) as u8);
    let mut result = a.len() * MOVE;
    for (index, &from) in b.iter().enumerate() {
        result = index * MOVE;
        let mut diagonal = result;
        let mut lowest = usize::MAX;
        for (&to, cell) in a.iter().zip(&mut row) {
            let replaced = diagonal + substitution(from, to);
            diagonal = usize::from(*cell);
            result = replaced.min(result.min(diagonal) + MOVE);
            *cell = result as u8;
            lowest = lowest.min(result);
        }
        if lowest > limit {
            return None;
        }
    }
    if a.is_empty() {
        result = b.len() * MOVE;
    }
    (result <= limit).then_some(result)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn finds_what_is_close_and_nothing_else() {
        let names = ["name", "value", "count"];
        assert_eq!(closest("nam", names.into_iter()), Some("name"));
        assert_eq!(closest("Name", names.into_iter()), Some("name"));
        assert_eq!(closest("cuont", names.into_iter()), Some("count"));
        assert_eq!(closest("zzz", names.into_iter()), None);
        assert_eq!(closest("", names.into_iter()), None);
    }
}
