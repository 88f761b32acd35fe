//! Types that only the dialect or a patch defines.

use crate::dialect::{DefineField, DefineRule, Located};
use crate::ir::{Docs, How, Presence, Type};
use crate::markdown::Inline;
use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, FieldDraft, Known, Reason, Shape, ShapeId};
use crate::resolve::read::messages;
use crate::resolve::read::type_expr;
use crate::source::Span;

/// Reads the type that the dialect writes as `words`.
pub fn parse(words: &str, span: Span, context: &mut Context<'_>) -> Draft {
    type_expr::parse(words, span, context).unwrap_or_else(|reason| {
        context.report(messages::no_dialect_type(words, &reason, span));
        Draft::Known(Type::Any)
    })
}

/// Reads the type that the dialect writes as `words` for a whole field, and whether it says that the field may be left out.
fn parse_field(words: &str, span: Span, context: &mut Context<'_>) -> (Draft, bool) {
    match type_expr::parse_field(&Inline::plain(words, span), context) {
        Ok(read) => (read.draft, read.optional),
        Err(reason) => {
            context.report(messages::no_dialect_type(words, &reason, span));
            (Draft::Known(Type::Any), false)
        }
    }
}

/// Fields that the dialect or a patch gives.
pub fn fields(
    rules: &[DefineField],
    span: Span,
    how: How,
    reason: Option<&str>,
    context: &mut Context<'_>,
) -> Vec<FieldDraft> {
    let field = |rule: &DefineField| {
        let (ty, left_out) = parse_field(&rule.ty, span, context);
        let optional = rule.optional || left_out;
        let presence = if optional { Presence::Optional } else { Presence::Required };
        let known =
            |value: Draft| Known { value, span, how, rule: reason.map(|reason| Reason::from(reason.to_owned())) };
        let name = Text { value: rule.name.clone(), span };
        let presence = Known { value: presence, span, how, rule: reason.map(|reason| Reason::from(reason.to_owned())) };
        let field = FieldDraft::new(name, known(ty), presence, !optional);
        FieldDraft { ty_text: rule.ty.clone(), docs: Docs(rule.docs.clone()), ..field }
    };
    rules.iter().map(field).collect()
}

/// The object that the dialect defines by a name, to which documents add; `None` where it defines none.
pub fn object(name: &str, arena: &mut Arena, context: &mut Context<'_>) -> Option<ShapeId> {
    let rule = context.dialect.define.get(name).filter(|rule| !rule.fields.is_empty())?;
    let span = context.entry(rule);
    let fields = fields(&rule.fields, span, How::Declared, None, context);
    let mut shape = Shape::new(fields, span);
    shape.name = Some(rule.name.clone().unwrap_or_else(|| name.to_owned()));
    shape.docs = Docs(rule.docs.clone());
    shape.how = How::Declared;
    let id = arena.add(shape);
    arena.names.insert(name.to_owned(), id);
    Some(id)
}

/// What a definition of the dialect is, without its name.
pub enum Meaning {
    /// Another type, or one of several.
    Type(Draft),
    /// An object.
    Fields(Vec<FieldDraft>),
}

/// The meaning of a definition; the first, where the dialect gives several and was told so.
pub fn meaning(rule: &Located<DefineRule>, context: &mut Context<'_>) -> Meaning {
    let span = context.entry(rule);
    if let Some(words) = &rule.ty {
        return Meaning::Type(parse(words, span, context));
    }
    if let Some(endpoint) = &rule.same {
        let endpoint = Text { value: endpoint.clone(), span };
        return Meaning::Type(Draft::Same { endpoint, minus: Vec::new() });
    }
    if rule.union.is_empty() {
        return Meaning::Fields(fields(&rule.fields, span, How::Declared, None, context));
    }
    Meaning::Type(Draft::Union(rule.union.iter().map(|words| parse(words, span, context)).collect()))
}

/// Whether anything defines the type.
pub fn is_defined(name: &Text, arena: &Arena, context: &Context<'_>) -> bool {
    let (arena, name) = (&arena, &name.value);
    arena.names.contains_key(name) || arena.aliases.contains_key(name) || context.dialect.define.contains_key(name)
}

/// Whether anything says what the type is, if only its values, so that an example does not.
pub fn is_described(name: &Text, arena: &Arena, context: &Context<'_>) -> bool {
    is_defined(name, arena, context) || arena.set_names.contains_key(&name.value)
}
