//! Every document that leaves the program carries the number of its form, and says so in its schema.

use lungang_report::json::{schema, schema_names};

#[test]
fn every_schema_has_the_number_of_the_form_first() {
    for name in schema_names() {
        let schema = schema(name).expect("a schema");
        let fields = schema["properties"].as_object().expect("fields");
        assert_eq!(fields.keys().next().map(String::as_str), Some("format"), "{name}");
        let required = schema["required"].as_array().expect("required fields");
        assert!(required.iter().any(|field| field == "format"), "{name}");
        assert_eq!(fields["format"]["type"], "integer", "{name}");
    }
}
