//! Everything that a source said of a suspect beside who: kept as the text of one JSON object.

/// Bytes of details that are kept of one report; what comes later is left out.
const MOST_BYTES: usize = 16 * 1024;

/// Names and values, in the order of the source, as the text of a JSON object.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Details {
    /// The object without its last brace; empty for none.
    text: String,
}

impl Details {
    /// Adds a name with its value, unless the value is empty or there is too much already.
    pub fn add(&mut self, name: &str, value: &str) {
        if !value.is_empty() && self.begin(name, value.len()) {
            quote(&mut self.text, value);
        }
    }

    /// Adds a name with a value that is JSON already.
    pub fn add_json(&mut self, name: &str, value: &serde_json::Value) {
        match value {
            serde_json::Value::Null => {}
            serde_json::Value::String(text) => self.add(name, text),
            other => {
                let value = other.to_string();
                if self.begin(name, value.len()) {
                    self.text.push_str(&value);
                }
            }
        }
    }

    /// The JSON object; `None` where nothing was said.
    #[must_use]
    pub fn into_json(mut self) -> Option<String> {
        if self.text.is_empty() {
            return None;
        }
        self.text.push('}');
        Some(self.text)
    }

    fn begin(&mut self, name: &str, more: usize) -> bool {
        if self.text.len().saturating_add(name.len()).saturating_add(more) > MOST_BYTES {
            return false;
        }
        self.text.push(if self.text.is_empty() { '{' } else { ',' });
        quote(&mut self.text, name);
        self.text.push(':');
        true
    }
}

/// A JSON string (RFC 8259 section 7).
fn quote(out: &mut String, text: &str) {
    let needs = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    if text.bytes().any(needs) {
        out.push_str(&serde_json::Value::from(text).to_string());
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_json_object() {
        let mut details = Details::default();
        assert_eq!(details.clone().into_json(), None);
        details.add("via", "1.1 \"gw\"\n");
        details.add("empty", "");
        details.add_json("http_code", &serde_json::json!(200));
        let text = details.into_json().unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value, serde_json::json!({"via": "1.1 \"gw\"\n", "http_code": 200}));
    }

    #[test]
    fn too_much_is_left_out() {
        let mut details = Details::default();
        details.add("a", &"x".repeat(MOST_BYTES));
        details.add("b", "kept");
        assert_eq!(details.into_json().unwrap(), r#"{"b":"kept"}"#);
    }
}
