//! Weaves every mutant of a file into it: `a <= b` becomes `if mutant::on(17) { a < b } else { a <= b }`, so that one build
//! holds all of them and a run chooses one.
//!
//! Left alone: tests, constants and `const fn` (they are evaluated before a choice can be made), patterns, types, and what
//! stands inside macros.

use crate::mutant::{Key, Mutant};
use proc_macro2::Span;
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, BinOp, Block, Expr, ImplItemFn, Item, ItemFn, Lit, ReturnType, Signature, UnOp, parse_quote};

/// The woven text of a file and its mutants, numbered from `first`. Those of `left_out` are not woven.
///
/// # Errors
///
/// The text is no Rust.
pub fn weave(file: &str, text: &str, first: u32, left_out: &BTreeSet<Key>) -> syn::Result<(String, Vec<Mutant>)> {
    let mut tree = syn::parse_file(text)?;
    let lines = text.lines().collect();
    let mut weaver = Weaver { file, lines, next: first, left_out, seen: BTreeMap::new(), found: Vec::new() };
    weaver.visit_file_mut(&mut tree);
    Ok((prettyplease::unparse(&tree), weaver.found))
}

struct Weaver<'a> {
    file: &'a str,
    lines: Vec<&'a str>,
    next: u32,
    left_out: &'a BTreeSet<Key>,
    seen: BTreeMap<(String, String), usize>,
    found: Vec<Mutant>,
}

impl Weaver<'_> {
    /// The number of a new mutant at this place; none where it is left out.
    fn number(&mut self, at: Span, change: String) -> Option<u32> {
        let number = at.start().line;
        let line = self.lines[number - 1].trim().to_owned();
        let same = self.seen.entry((line.clone(), change.clone())).or_insert(0);
        *same += 1;
        let key = Key { file: self.file.to_owned(), line, change, nth: *same };
        if self.left_out.contains(&key) {
            return None;
        }
        self.found.push(Mutant { id: self.next, number, key });
        self.next += 1;
        Some(self.next - 1)
    }

    /// A function that returns a list or an option returns nothing.
    fn emptied(&mut self, signature: &Signature, block: &mut Block) {
        let ReturnType::Type(_, kind) = &signature.output else { return };
        let kind = kind.to_token_stream().to_string();
        let empty: Expr = match kind.split(' ').next() {
            Some("Vec") => parse_quote!(Vec::new()),
            Some("Option") => parse_quote!(None),
            _ => return,
        };
        if let Some(id) = self.number(signature.fn_token.span, format!("returns {}", empty.to_token_stream())) {
            block.stmts.insert(0, parse_quote!(if crate::mutant::on(#id) { return #empty; }));
        }
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|a| a.path().is_ident("test") || a.to_token_stream().to_string().contains("cfg (test)"))
}

impl VisitMut for Weaver<'_> {
    fn visit_item_mut(&mut self, item: &mut Item) {
        match item {
            Item::Const(_) | Item::Static(_) | Item::Macro(_) => {}
            Item::Mod(m) if is_test(&m.attrs) => {}
            Item::Fn(f) if is_test(&f.attrs) => {}
            Item::Impl(i) if is_test(&i.attrs) => {}
            _ => visit_mut::visit_item_mut(self, item),
        }
    }

    fn visit_item_fn_mut(&mut self, function: &mut ItemFn) {
        if function.sig.constness.is_none() {
            self.visit_block_mut(&mut function.block);
            self.emptied(&function.sig, &mut function.block);
        }
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        if function.sig.constness.is_none() && !is_test(&function.attrs) {
            self.visit_block_mut(&mut function.block);
            self.emptied(&function.sig, &mut function.block);
        }
    }

    fn visit_impl_item_const_mut(&mut self, _: &mut syn::ImplItemConst) {}
    fn visit_attribute_mut(&mut self, _: &mut Attribute) {}
    fn visit_type_mut(&mut self, _: &mut syn::Type) {}
    fn visit_pat_mut(&mut self, _: &mut syn::Pat) {}
    fn visit_generic_argument_mut(&mut self, _: &mut syn::GenericArgument) {}
    fn visit_generics_mut(&mut self, _: &mut syn::Generics) {}

    fn visit_expr_repeat_mut(&mut self, repeat: &mut syn::ExprRepeat) {
        self.visit_expr_mut(&mut repeat.expr);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        // A mutated branch holds what stood there before: only one mutant is on at a time.
        let before = expr.clone();
        visit_mut::visit_expr_mut(self, expr);
        for (at, change, other) in changes(&before) {
            if let Some(id) = self.number(at, change) {
                let kept = expr.clone();
                *expr = parse_quote!((if crate::mutant::on(#id) { #other } else { #kept }));
            }
        }
    }
}

/// What may go wrong at an expression: where, in words, and the expression with the fault.
fn changes(expr: &Expr) -> Vec<(Span, String, Expr)> {
    match expr {
        Expr::Binary(binary) if !holds_let(expr) => {
            let Some(op) = swapped(&binary.op) else { return Vec::new() };
            let mut other = binary.clone();
            other.op = op;
            let change = format!("{} → {}", words(&binary.op), words(&op));
            vec![(binary.op.span(), change, Expr::Binary(other))]
        }
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(int) => {
                let Ok(value) = int.base10_parse::<u64>() else { return Vec::new() };
                let text = format!("{}{}", value + 1, int.suffix());
                let more = Lit::Int(syn::LitInt::new(&text, int.span()));
                vec![(int.span(), format!("{int} → {text}"), parse_quote!(#more))]
            }
            Lit::Bool(bool) => {
                let other = !bool.value;
                vec![(bool.span(), format!("{} → {other}", bool.value), parse_quote!(#other))]
            }
            _ => Vec::new(),
        },
        Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
            let inner = &unary.expr;
            vec![(unary.op.span(), "! → nothing".to_owned(), parse_quote!((#inner)))]
        }
        Expr::MethodCall(call) => {
            let name = call.method.to_string();
            let Some(to) = SWAPPED_METHODS.iter().find_map(|(a, b)| if name == *a { Some(*b) } else { None }) else {
                return Vec::new();
            };
            let mut other = call.clone();
            other.method = syn::Ident::new(to, call.method.span());
            vec![(call.method.span(), format!("{name} → {to}"), Expr::MethodCall(other))]
        }
        _ => Vec::new(),
    }
}

const SWAPPED_METHODS: [(&str, &str); 16] = [
    ("max", "min"),
    ("min", "max"),
    ("any", "all"),
    ("all", "any"),
    ("is_some_and", "is_none_or"),
    ("is_none_or", "is_some_and"),
    ("max_by_key", "min_by_key"),
    ("min_by_key", "max_by_key"),
    ("is_some", "is_none"),
    ("is_none", "is_some"),
    ("first", "last"),
    ("last", "first"),
    ("div_ceil", "div_euclid"),
    ("div_euclid", "div_ceil"),
    ("floor", "ceil"),
    ("ceil", "floor"),
];

/// A condition with `let` in it is no expression of its own.
fn holds_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => holds_let(&binary.left) || holds_let(&binary.right),
        _ => false,
    }
}

fn words(op: &BinOp) -> String {
    op.to_token_stream().to_string()
}

fn swapped(op: &BinOp) -> Option<BinOp> {
    Some(match op {
        BinOp::Le(_) => parse_quote!(<),
        BinOp::Lt(_) => parse_quote!(<=),
        BinOp::Ge(_) => parse_quote!(>),
        BinOp::Gt(_) => parse_quote!(>=),
        BinOp::Eq(_) => parse_quote!(!=),
        BinOp::Ne(_) => parse_quote!(==),
        BinOp::And(_) => parse_quote!(||),
        BinOp::Or(_) => parse_quote!(&&),
        BinOp::Add(_) => parse_quote!(-),
        BinOp::Sub(_) => parse_quote!(+),
        BinOp::Mul(_) => parse_quote!(+),
        BinOp::Div(_) => parse_quote!(*),
        BinOp::Rem(_) => parse_quote!(/),
        BinOp::AddAssign(_) => parse_quote!(-=),
        BinOp::SubAssign(_) => parse_quote!(+=),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn woven(text: &str) -> (String, Vec<String>) {
        let (text, found) = weave("a.rs", text, 0, &BTreeSet::new()).unwrap();
        (text, found.into_iter().map(|m| m.key.change).collect())
    }

    #[test]
    fn a_choice_is_woven_in_for_every_fault() {
        let (text, changes) = woven("fn f(a: u32, b: u32) -> bool { a <= b && !true }");
        assert_eq!(changes, ["<= → <", "true → false", "! → nothing", "&& → ||"]);
        assert!(text.contains("crate::mutant::on(3u32)"), "{text}");
        syn::parse_file(&text).unwrap();
    }

    #[test]
    fn what_is_evaluated_before_a_run_is_left_alone() {
        let text = "const A: u32 = 1; const fn f() -> u32 { 2 + 3 } fn g(x: [u8; 4]) -> u8 { match x[0] { 7 => 8, _ => 9 } }\n\
                    #[cfg(test)] mod tests { fn h() -> bool { true } }";
        assert_eq!(woven(text).1, ["0 → 1", "8 → 9", "9 → 10"]);
    }

    #[test]
    fn a_chain_with_let_keeps_its_and() {
        let (text, changes) =
            woven("fn f(a: Option<u32>, b: bool) -> u32 { if b && let Some(x) = a && x > 0 { x } else { 0 } }");
        assert_eq!(changes, ["0 → 1", "> → >=", "0 → 1"], "{text}");
    }

    #[test]
    fn the_same_fault_twice_in_a_line_has_two_keys() {
        let (_, found) = weave("a.rs", "fn f(a: u32) -> u32 { a + 1 + 1 }", 0, &BTreeSet::new()).unwrap();
        let nth: Vec<_> = found.iter().map(|m| (m.key.change.as_str(), m.key.nth)).collect();
        assert_eq!(nth, [("1 → 2", 1), ("+ → -", 1), ("1 → 2", 2), ("+ → -", 2)]);
        let left_out = BTreeSet::from([found[0].key.clone()]);
        assert_eq!(weave("a.rs", "fn f(a: u32) -> u32 { a + 1 + 1 }", 0, &left_out).unwrap().1.len(), 3);
    }
}
