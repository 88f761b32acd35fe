//! Names and values as URLs and forms write them.

/// A name and a value as they stand, with `=` between them.
pub fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (name.to_owned(), value.to_owned())
}

/// A name and a value as a URL and a form write them.
pub fn decoded(text: &str) -> (String, String) {
    let (name, value) = pair(text);
    (decode(&name), decode(&value))
}

/// A text without what stands for other letters in a URL; one that is not written so stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(if *first == b'+' { b' ' } else { *first }));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_url_writes_in_numbers_is_read() {
        for (text, expected) in
            [("a%3Ab+c", "a:b c"), ("100%", "100%"), ("%zz", "%zz"), ("%ff", "%ff"), ("%E4%BD%A0", "你")]
        {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
