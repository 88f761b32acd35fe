//! What the runtime is told of an API is the same: by generated code, and of its IR.

use tablewright_runtime::Info;
use tablewright_runtime::api::{Kind, Parameter};

use super::subject::Subject;

/// So deep are objects looked into, as one can hold itself.
const DEPTH: usize = 4;

/// All that is said of an endpoint, but for what all share.
fn said(info: &Info) -> String {
    let Info { api, name, path, aliases, methods, status, bare, media, .. } = info;
    let Info { server, encodings, auth, reads, selector, parameters, rules, .. } = info;
    let _ = api;
    format!(
        "{name} {path} {aliases:?} {methods:?} {status} {bare} {media:?} {server:?} {encodings:?} {auth:?} {reads} {selector:?} {rules:?} {:#?}",
        fields(parameters, DEPTH)
    )
}

fn fields(parameters: &[Parameter], depth: usize) -> Vec<String> {
    let said = |parameter: &Parameter| {
        let kind = self::kind(&parameter.kind, depth);
        format!("{kind} {:?}", Parameter { kind: Kind::Any, ..*parameter })
    };
    parameters.iter().map(said).collect()
}

fn kind(kind: &Kind, depth: usize) -> String {
    match kind {
        Kind::List(inner) => format!("list of {}", self::kind(inner, depth)),
        Kind::Map(inner) => format!("map of {}", self::kind(inner, depth)),
        Kind::Nullable(inner) => format!("nullable {}", self::kind(inner, depth)),
        Kind::Union(variants) => format!("{:?}", variants.iter().map(|one| self::kind(one, depth)).collect::<Vec<_>>()),
        Kind::Object(_) | Kind::Read(_) if depth == 0 => "object".to_owned(),
        Kind::Object(_) | Kind::Read(_) => format!("{:?}", fields(kind.fields().unwrap(), depth - 1)),
        plain => format!("{plain:?}"),
    }
}

#[test]
fn the_tables_are_those_of_generated_code() {
    for subject in Subject::all() {
        let table = subject.interpreted();
        assert_eq!(format!("{:#?}", table.api()), format!("{:#?}", subject.api), "{}", subject.name);
        let infos = subject.infos();
        assert_eq!(table.endpoints().len(), infos.len(), "{}", subject.name);
        for info in table.endpoints() {
            assert_eq!(said(info), said(infos[info.name]), "{}: {}", subject.name, info.name);
        }
    }
}
