//! Checks a JSON value against a JSON Schema as schemars writes it (draft 2020-12); a keyword it does not know is a fault,
//! so that nothing passes unchecked.

use serde_json::Value;

/// Every place where the value departs from the schema; empty when it validates.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut list = Vec::new();
    Checker { root: schema }.check(schema, value, "$", &mut list);
    list
}

struct Checker<'a> {
    root: &'a Value,
}

/// Keywords that state nothing about a value.
const SILENT: [&str; 7] = ["$schema", "$defs", "title", "description", "default", "examples", "format"];

impl Checker<'_> {
    fn check(&self, schema: &Value, value: &Value, at: &str, list: &mut Vec<String>) {
        let keywords = match schema {
            Value::Bool(true) => return,
            Value::Object(keywords) => keywords,
            _ => return list.push(format!("{at}: nothing is allowed here")),
        };
        for (keyword, asked) in keywords {
            match keyword.as_str() {
                word if SILENT.contains(&word) => {}
                "$ref" => self.check(self.target(asked), value, at, list),
                "type" => {
                    let names = if asked.is_array() { asked.as_array().cloned() } else { Some(vec![asked.clone()]) };
                    if !names.unwrap_or_default().iter().any(|n| is(value, n.as_str().unwrap_or(""))) {
                        list.push(format!("{at}: not of type {asked}: {value}"));
                    }
                }
                "required" => {
                    let missing = asked.as_array().into_iter().flatten().filter_map(Value::as_str);
                    let missing = missing.filter(|name| value.is_object() && value.get(*name).is_none());
                    list.extend(missing.map(|name| format!("{at}: `{name}` is missing")));
                }
                "properties" | "additionalProperties" => {}
                "items" => {
                    for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(asked, item, &format!("{at}[{i}]"), list);
                    }
                }
                "enum" if asked.as_array().is_some_and(|all| !all.contains(value)) => {
                    list.push(format!("{at}: none of {asked}: {value}"));
                }
                "const" if asked != value => list.push(format!("{at}: not {asked}: {value}")),
                "enum" | "const" => {}
                "minimum" if value.as_f64() < asked.as_f64() && value.is_number() => {
                    list.push(format!("{at}: below {asked}: {value}"));
                }
                "maximum" if value.as_f64() > asked.as_f64() && value.is_number() => {
                    list.push(format!("{at}: above {asked}: {value}"));
                }
                "minimum" | "maximum" => {}
                "minItems" | "maxItems" => {
                    let (n, limit) = (value.as_array().map(Vec::len), asked.as_u64().unwrap_or(0) as usize);
                    if n.is_some_and(|n| if keyword == "minItems" { n < limit } else { n > limit }) {
                        list.push(format!("{at}: {keyword} {asked}"));
                    }
                }
                "allOf" => asked.as_array().into_iter().flatten().for_each(|s| self.check(s, value, at, list)),
                "anyOf" | "oneOf" => {
                    let fits = asked.as_array().into_iter().flatten().filter(|s| {
                        let mut own = Vec::new();
                        self.check(s, value, at, &mut own);
                        own.is_empty()
                    });
                    let fits = fits.count();
                    if fits == 0 || (keyword == "oneOf" && fits > 1) {
                        list.push(format!("{at}: fits {fits} of {keyword}: {value}"));
                    }
                }
                other => list.push(format!("{at}: the checker does not know `{other}`")),
            }
        }
        if let Value::Object(fields) = value {
            let known = keywords.get("properties").and_then(Value::as_object);
            for (name, field) in fields {
                let at = format!("{at}.{name}");
                match (known.and_then(|k| k.get(name)), keywords.get("additionalProperties")) {
                    (Some(schema), _) | (None, Some(schema)) => self.check(schema, field, &at, list),
                    (None, None) => {}
                }
            }
        }
    }

    fn target(&self, reference: &Value) -> &Value {
        let path = reference.as_str().and_then(|r| r.strip_prefix('#')).unwrap_or("/nowhere");
        self.root.pointer(path).unwrap_or(&Value::Null)
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}
