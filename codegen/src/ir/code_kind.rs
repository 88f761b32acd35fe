//! What the codes of an API are.

use serde_json::Value;

use super::{Api, CodeKind, Type, TypeKind};

impl Api {
    /// What the code of a failure is: what the values are that mean success, or else the field itself, or else the codes
    /// that the documents list.
    #[must_use]
    pub fn code_kind(&self) -> CodeKind {
        match self.envelope.success.first() {
            Some(Value::Bool(_)) => return CodeKind::Flag,
            Some(Value::String(_)) => return CodeKind::Text,
            Some(_) => return CodeKind::Number,
            None => {}
        }
        let code = self.envelope.code.as_ref();
        let field = self.envelope.fields.iter().find(|field| Some(&field.name.value) == code);
        let text = match field {
            Some(field) => self.is_text(&field.ty.value),
            None => {
                let own = self.endpoints.iter().flat_map(|endpoint| &endpoint.errors);
                own.chain(&self.codes).any(|error| error.code.is_string())
            }
        };
        if text { CodeKind::Text } else { CodeKind::Number }
    }

    fn is_text(&self, ty: &Type) -> bool {
        match ty {
            ty if ty.is_text() => true,
            Type::Nullable { inner } => self.is_text(inner),
            Type::Ref { id } => match self.type_def(id).map(|def| &def.kind) {
                Some(TypeKind::Values { base, .. }) => *base == Type::String,
                _ => false,
            },
            _ => false,
        }
    }
}
