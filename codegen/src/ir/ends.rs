//! What names lead to: chains of names that stand for each other are followed once, however long they are.

use std::collections::{HashMap, HashSet};

use super::{Api, Type, TypeDef, TypeId};

/// What each name leads to, where it leads on: `next` is what a type stands for. A circle leads to one of its names.
pub fn ends<'a>(api: &'a Api, next: impl Fn(&'a TypeDef) -> Option<&'a Type>) -> HashMap<&'a TypeId, &'a Type> {
    let mut ends: HashMap<&TypeId, &Type> = HashMap::new();
    for def in &api.types {
        let (mut passed, mut met) = (Vec::new(), HashSet::new());
        let mut at = Some(def);
        let mut end = None;
        while let Some(def) = at {
            if let Some(known) = ends.get(&def.id) {
                end = Some(*known);
                break;
            }
            let Some(target) = next(def).filter(|_| met.insert(&def.id)) else { break };
            passed.push(&def.id);
            end = Some(target);
            at = if let Type::Ref { id } = target { api.type_def(id) } else { None };
        }
        ends.extend(passed.into_iter().zip(end.into_iter().cycle()));
    }
    ends
}
