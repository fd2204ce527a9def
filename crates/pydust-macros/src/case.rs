//! How names are written: the cases that `rename_all` knows.

/// The cases, by how each writes its own name.
const CASES: &[(&str, Case)] = &[
    ("lowercase", Case { separator: "", first: Letters::Lower, others: Letters::Lower }),
    ("UPPERCASE", Case { separator: "", first: Letters::Upper, others: Letters::Upper }),
    ("PascalCase", Case { separator: "", first: Letters::Title, others: Letters::Title }),
    ("camelCase", Case { separator: "", first: Letters::Lower, others: Letters::Title }),
    ("snake_case", Case { separator: "_", first: Letters::Lower, others: Letters::Lower }),
    (
        "SCREAMING_SNAKE_CASE",
        Case { separator: "_", first: Letters::Upper, others: Letters::Upper },
    ),
    ("kebab-case", Case { separator: "-", first: Letters::Lower, others: Letters::Lower }),
    (
        "SCREAMING-KEBAB-CASE",
        Case { separator: "-", first: Letters::Upper, others: Letters::Upper },
    ),
];

/// A way of writing a name of several words.
#[derive(Clone, Copy)]
pub struct Case {
    separator: &'static str,
    first: Letters,
    others: Letters,
}

#[derive(Clone, Copy)]
enum Letters {
    Lower,
    Upper,
    /// The first letter large, the others small.
    Title,
}

impl Case {
    /// `snake_case`, which is how Python writes a variant.
    pub const SNAKE: Case = Case { separator: "_", first: Letters::Lower, others: Letters::Lower };

    /// The case that is written as its own name.
    pub fn of(name: &str) -> Option<Case> {
        CASES.iter().find(|(known, _)| *known == name).map(|(_, case)| *case)
    }

    /// The names of all of them.
    pub fn names() -> impl Iterator<Item = &'static str> {
        CASES.iter().map(|(name, _)| *name)
    }

    /// A Rust name in this case.
    pub fn apply(self, name: &str) -> String {
        let words = words(name).into_iter().enumerate().map(|(index, word)| {
            let letters = if index == 0 { self.first } else { self.others };
            letters.apply(&word)
        });
        words.collect::<Vec<_>>().join(self.separator)
    }
}

impl Letters {
    fn apply(self, word: &str) -> String {
        match self {
            Letters::Lower => word.to_lowercase(),
            Letters::Upper => word.to_uppercase(),
            Letters::Title => {
                let mut letters = word.chars();
                let first = letters.next().map(|letter| letter.to_uppercase().to_string());
                first.unwrap_or_default() + &letters.as_str().to_lowercase()
            }
        }
    }
}

/// The words of `snake_case` and `PascalCase` names: `HTTPServer` is `HTTP` and `Server`.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (index, &letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| letters.get(before));
        let ends_small = before.is_some_and(|before| !before.is_uppercase());
        let begins_word = letters.get(index + 1).is_some_and(|next| next.is_lowercase());
        if letter == '_' || (letter.is_uppercase() && (ends_small || begins_word)) {
            words.push(String::new());
        }
        if let (Some(word), true) = (words.last_mut(), letter != '_') {
            word.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_case_writes_its_own_name() {
        for (name, case) in CASES {
            let words = name.trim_end_matches("case").trim_end_matches("CASE");
            let of = if words.contains(['_', '-']) || *name == "camelCase" || *name == "PascalCase"
            {
                name.replace('-', "_").to_lowercase().replace("camelcase", "camel_case")
            } else {
                name.to_lowercase()
            };
            assert_eq!(case.apply(&of.replace("pascalcase", "pascal_case")), *name);
        }
    }

    #[test]
    fn words_are_found_in_both_styles() {
        assert_eq!(words("tag_counts"), ["tag", "counts"]);
        assert_eq!(words("_private"), ["private"]);
        assert_eq!(words("DarkBlue"), ["Dark", "Blue"]);
        assert_eq!(words("HTTPServer2Go"), ["HTTP", "Server2", "Go"]);
        assert_eq!(words("HTTP"), ["HTTP"]);
    }
}
