//! The ways in which a server of an API can behave, from its IR.

use tablewright::ir;
use tablewright_runtime::api::{ParameterAlias, Problem, Profile, Refusal};

use super::api::parts;
use super::kept;

/// The profiles; the runtime's own where the API has none.
pub fn profiles(api: &ir::Api) -> &'static [Profile] {
    let empty_is_absent = api.transport.empty_is_absent;
    if api.profiles.is_empty() {
        return kept::list([Profile { empty_is_absent, ..Profile::DEFAULT }]);
    }
    kept::list(api.profiles.iter().map(|profile| Profile {
        name: kept::text(&profile.name),
        refusals: kept::list(profile.refusals.iter().map(refusal)),
        any_media: profile.any_media,
        zero_values: profile.zero_values,
        empty_is_absent,
        aliases: kept::list(profile.aliases.iter().map(alias)),
        async_waits: profile.async_waits,
        any_websocket_path: profile.any_websocket_path,
        connect: parts(&profile.connect),
    }))
}

fn refusal(refusal: &ir::Refusal) -> Refusal {
    let usual = Refusal::usual(problem(refusal.problem));
    Refusal {
        problem: usual.problem,
        status: refusal.status.unwrap_or(usual.status),
        code: refusal.code.unwrap_or(usual.code),
        message: kept::optional(refusal.message.as_ref()).unwrap_or(usual.message),
        body: refusal.body.unwrap_or(usual.body),
    }
}

fn alias(alias: &ir::ParameterAlias) -> ParameterAlias {
    ParameterAlias {
        endpoint: kept::optional(alias.endpoint.as_ref()),
        parameter: kept::text(&alias.parameter),
        alias: kept::text(&alias.alias),
    }
}

fn problem(problem: ir::Problem) -> Problem {
    match problem {
        ir::Problem::Unauthenticated => Problem::Unauthenticated,
        ir::Problem::Forbidden => Problem::Forbidden,
        ir::Problem::Unknown => Problem::Unknown,
        ir::Problem::Method => Problem::Method,
        ir::Problem::Media => Problem::Media,
        ir::Problem::Malformed => Problem::Malformed,
        ir::Problem::NotACall => Problem::NotACall,
        ir::Problem::Parameter => Problem::Parameter,
        ir::Problem::TooLarge => Problem::TooLarge,
        ir::Problem::TooDeep => Problem::TooDeep,
        ir::Problem::Busy => Problem::Busy,
        ir::Problem::NotImplemented => Problem::NotImplemented,
        ir::Problem::Internal => Problem::Internal,
        ir::Problem::Closing => Problem::Closing,
    }
}
