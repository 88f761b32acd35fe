//! Bodies in `multipart/form-data`, as texts show them.

/// A part that a text shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub value: String,
    /// Whether it is a file.
    pub file: bool,
}

/// The parts of a body: between lines that begin with the first such line of it, each with headers and a blank line.
pub(super) fn parts(body: &str) -> Vec<Part> {
    let body = body.replace("\r\n", "\n");
    let Some(boundary) = body.lines().map(str::trim_end).find(|line| line.starts_with("--") && line.len() > 2) else {
        return Vec::new();
    };
    let is_boundary = |line: &str| line.trim_end() == boundary;
    let is_end = |line: &str| line.trim_end().strip_suffix("--") == Some(boundary);
    let (mut parts, mut lines) = (Vec::new(), Vec::new());
    for line in body.lines().skip_while(|line| !is_boundary(line)).skip(1) {
        if is_boundary(line) || is_end(line) {
            parts.extend(part(&std::mem::take(&mut lines)));
            if is_end(line) {
                return parts;
            }
        } else {
            lines.push(line);
        }
    }
    parts.extend(part(&lines));
    parts
}

fn part(lines: &[&str]) -> Option<Part> {
    let head = lines.iter().take_while(|line| !line.trim().is_empty());
    let disposition = head.clone().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let name = parameter(disposition, "name")?;
    let value = lines.get(head.count() + 1..).unwrap_or_default().join("\n");
    Some(Part { name, value: value.trim_end().to_owned(), file: parameter(disposition, "filename").is_some() })
}

/// The value of a parameter of a header.
fn parameter(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|parameter| {
        let (key, value) = parameter.trim().split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_between_boundaries() {
        let text = "--x\nContent-Disposition: form-data; name=\"title\"\n\nA lamp\nof mine\n--x\r\n\
                    content-disposition: form-data; name=picture; filename=\"a.png\"\nContent-Type: image/png\n\n(bytes)\n--x--\nmore";
        let read: Vec<_> = parts(text).into_iter().map(|part| (part.name, part.value, part.file)).collect();
        let part = |name: &str, value: &str, file| (name.to_owned(), value.to_owned(), file);
        assert_eq!(read, [part("title", "A lamp\nof mine", false), part("picture", "(bytes)", true)]);
        for (text, count) in
            [("", 0), ("--", 0), ("--x\n\n--x--", 0), ("--x\nContent-Disposition: form-data; name=a", 1)]
        {
            assert_eq!(parts(text).len(), count, "{text}");
        }
    }
}
