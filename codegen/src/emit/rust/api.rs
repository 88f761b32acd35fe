//! `api.rs`: what all endpoints of an API share, as data, and the endpoints one by one.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::docs::Doc;
use super::parts::{members, optional, parts};
use super::profile;
use super::prose::Prose;
use super::scope::{Context, Scope, ident};
use super::step;
use crate::ir::{AuthKind, AuthScheme, CodeKind, Encoding, Envelope, Events, Frames, Peer};

/// Defines the API.
pub fn api(scope: &mut Scope<'_>) {
    let context = scope.context;
    let api = context.api;
    let type_name = scope.api("Api");
    let name = &api.name;
    let servers = texts(api.servers.iter().map(|server| &server.value));
    let (get, post) = (encodings(scope, &api.transport.get), encodings(scope, &api.transport.post));
    let suffix = optional(api.transport.async_suffix.as_ref().map(|suffix| &suffix.value).map(|text| quote!(#text)));
    let auth: Vec<_> = api.auth.iter().map(|scheme| auth(scope, scheme)).collect();
    let once = texts(&api.once());
    let envelope = envelope(scope, &api.envelope);
    let frames = optional(api.frames.as_ref().map(|frames| self::frames(scope, frames)));
    let events = optional(api.events.as_ref().map(|events| self::events(scope, events)));
    let peer = optional(api.peer.as_ref().map(|peer| self::peer(scope, peer)));
    let profiles = profile::profiles(scope, &api.profiles);
    let doc = Doc::default().say(Prose::from("What all endpoints of ").and(Prose::code(name)).and(" share.")).outer();
    let item = quote! {
        #doc
        pub static API: #type_name = #type_name {
            name: #name,
            servers: #servers,
            get: #get,
            post: #post,
            async_suffix: #suffix,
            auth: &[#(#auth),*],
            once: #once,
            envelope: #envelope,
            frames: #frames,
            events: #events,
            peer: #peer,
            profiles: #profiles,
        };
    };
    scope.define(&ident("API"), item);
    endpoints(scope, context);
}

/// The function that goes through all endpoints.
fn endpoints(scope: &mut Scope<'_>, context: &Context<'_>) {
    let visitor = scope.runtime("Visitor");
    let called = context.api.endpoints.iter().filter_map(|endpoint| context.names.endpoint(&endpoint.name));
    let requests: Vec<_> = called.map(|called| ident(&called.request)).collect();
    let unused = requests.is_empty().then(|| quote!(let _ = visitor;));
    let item = quote! {
        /// Does something for each endpoint, in the order of the documents.
        pub fn endpoints<V: #visitor>(visitor: &mut V) {
            #unused
            #(visitor.visit::<super::#requests>();)*
        }
    };
    scope.define(&ident("endpoints"), item);
}

/// A list of texts.
pub fn texts<'t>(texts: impl IntoIterator<Item = &'t String>) -> TokenStream {
    let texts = texts.into_iter();
    quote!(&[#(#texts),*])
}

/// A list of encodings.
pub fn encodings<'e>(scope: &mut Scope<'_>, encodings: impl IntoIterator<Item = &'e Encoding>) -> TokenStream {
    let encodings = encodings.into_iter().map(|encoding| match encoding {
        Encoding::Query => "Query",
        Encoding::Form => "Form",
        Encoding::Json => "Json",
        Encoding::Multipart => "Multipart",
    });
    let encodings: Vec<_> = encodings.map(ident).collect();
    if encodings.is_empty() {
        return quote!(&[]);
    }
    let encoding = scope.api("Encoding");
    quote!(&[#(#encoding::#encodings),*])
}

fn auth(scope: &mut Scope<'_>, scheme: &AuthScheme) -> TokenStream {
    let (auth, at) = (scope.api("Auth"), scope.api("AuthLocation"));
    let id = &scheme.id;
    let location = match &scheme.kind {
        AuthKind::Bearer => quote!(#at::Bearer),
        AuthKind::Query { name } => quote!(#at::Query(#name)),
        AuthKind::Cookie { name } => quote!(#at::Cookie(#name)),
        AuthKind::Header { name, prefix } => quote!(#at::Header { name: #name, prefix: #prefix }),
    };
    let with = texts(&scheme.with);
    quote!(#auth { id: #id, location: #location, with: #with })
}

fn envelope(scope: &mut Scope<'_>, envelope: &Envelope) -> TokenStream {
    let type_name = scope.api("Envelope");
    let role = |role: &Option<String>| optional(role.as_ref().map(|name| quote!(#name)));
    let (data, code, echo) = (role(&envelope.data), role(&envelope.code), role(&envelope.echo));
    let (details, echo_null) = (role(&envelope.details), envelope.echo_is_required());
    let success = success(scope);
    let messages = texts(&envelope.messages);
    let names = envelope.members().filter(|_| envelope.is_flat());
    let (ok, failed) = (members(&envelope.ok), members(&envelope.failed));
    let accepted = members(&envelope.accepted);
    quote! {
        #type_name {
            data: #data,
            beside: &[#(#names),*],
            code: #code,
            success: #success,
            messages: #messages,
            details: #details,
            echo: #echo,
            echo_null: #echo_null,
            ok: #ok,
            failed: #failed,
            accepted: #accepted,
        }
    }
}

/// What the code is, and which of its values mean success.
fn success(scope: &mut Scope<'_>) -> TokenStream {
    let type_name = scope.api("Success");
    let api = scope.context.api;
    let values = &api.envelope.success;
    match api.code_kind() {
        CodeKind::Number => {
            let numbers = values.iter().filter_map(Value::as_i64).map(Literal::i64_unsuffixed);
            quote!(#type_name::Numbers(&[#(#numbers),*]))
        }
        CodeKind::Text => {
            let texts = values.iter().filter_map(Value::as_str);
            quote!(#type_name::Texts(&[#(#texts),*]))
        }
        CodeKind::Flag => {
            let flag = values.iter().find_map(Value::as_bool).unwrap_or(true);
            quote!(#type_name::Flag(#flag))
        }
    }
}

fn frames(scope: &mut Scope<'_>, frames: &Frames) -> TokenStream {
    let type_name = scope.api("Frames");
    let Frames { name, parameters, silent, by_position, .. } = frames;
    let batch = optional(frames.batch.map(Literal::u16_unsuffixed).map(|most| quote!(#most)));
    let with = members(&frames.with);
    let path = optional(frames.path.as_ref().map(|path| quote!(#path)));
    let (universal, calls, events) = (texts(&frames.universal), texts(&frames.calls), texts(&frames.events));
    let handshake: Vec<_> = frames.handshake.iter().map(|step| step::step(scope, step)).collect();
    let heartbeat = optional(frames.heartbeat.as_ref().map(|beat| step::heartbeat(scope, beat)));
    quote! {
        #type_name {
            name: #name,
            parameters: #parameters,
            with: #with,
            silent: #silent,
            by_position: #by_position,
            batch: #batch,
            path: #path,
            universal: #universal,
            calls: #calls,
            events: #events,
            handshake: &[#(#handshake),*],
            heartbeat: #heartbeat,
        }
    }
}

fn events(scope: &mut Scope<'_>, events: &Events) -> TokenStream {
    let type_name = scope.api("Events");
    let marks = texts(&events.marks);
    let (connect, heartbeat) = (parts(scope, &events.connect), parts(scope, &events.heartbeat));
    let interval = proc_macro2::Literal::u64_unsuffixed(events.interval);
    quote!(#type_name { marks: #marks, connect: #connect, heartbeat: #heartbeat, interval: #interval })
}

fn peer(scope: &mut Scope<'_>, peer: &Peer) -> TokenStream {
    let type_name = scope.api("Peer");
    let Peer { self_header, role_header, roles, scheme, signature_header, .. } = peer;
    let quick = optional(peer.quick.as_ref().map(|quick| {
        let type_name = scope.api("Quick");
        let (endpoint, event, operation) = (&quick.endpoint, &quick.event, &quick.operation);
        quote!(#type_name { endpoint: #endpoint, event: #event, operation: #operation })
    }));
    quote! {
        #type_name {
            self_header: #self_header,
            role_header: #role_header,
            roles: [#(#roles),*],
            scheme: #scheme,
            signature_header: #signature_header,
            quick: #quick,
        }
    }
}
