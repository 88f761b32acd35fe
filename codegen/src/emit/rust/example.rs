//! The examples of a request, of a call and of a client. What they give to a function are the fields of a request that
//! they have from somewhere.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::code::Code;
use super::print;
use super::request::Parameter;
use super::scope::ident;
use crate::ir::{Api, Body, Endpoint, Field};

/// So many required parameters are shown; what has more has no example.
const GIVEN: usize = 50;
/// So many optional parameters are shown.
const SHOWN: usize = 2;
/// The module of a client's file with all that an example names.
pub const NAMES: &str = "example";
/// What an example returns where something in it can fail.
const RESULT: &str = "-> Result<(), Box<dyn std::error::Error>> ";

/// What an example gives to functions.
struct Given {
    /// The arguments of `new`.
    arguments: Vec<Ident>,
    /// The setters, each with its argument.
    setters: Vec<(Ident, Ident)>,
    /// The fields of the request as a pattern, and whether it always fits.
    pattern: Vec<TokenStream>,
    fits: bool,
}

impl Given {
    fn new(parameters: &[Parameter<'_>]) -> Option<Self> {
        let arguments = parameters.iter().filter(|parameter| parameter.is_argument());
        if arguments.clone().nth(GIVEN).is_some() {
            return None;
        }
        let set = parameters.iter().filter(|parameter| parameter.is_set() && !parameter.is_deprecated()).take(SHOWN);
        let set: Vec<_> = set.collect();
        let name = |parameter: &&Parameter<'_>| parameter.declared.name.clone();
        let pattern = arguments.clone().chain(set.iter().copied()).map(|parameter| {
            let name = &parameter.declared.name;
            if parameter.is_option() { quote!(#name: Some(#name)) } else { quote!(#name) }
        });
        Some(Self {
            pattern: pattern.collect(),
            fits: !set.iter().any(|parameter| parameter.is_option()),
            setters: set.iter().map(|set| (ident(&set.names.setter), name(set))).collect(),
            arguments: arguments.map(|argument| name(&argument)).collect(),
        })
    }

    /// The line that takes the fields of `given`, a value of `request`; `otherwise` is where they are not there.
    fn taken(&self, request: &Ident, otherwise: &str) -> Option<String> {
        let pattern = &self.pattern;
        let pattern = print::one_line(quote!(#request { #(#pattern,)* .. }));
        let or = if self.fits { String::new() } else { format!(" else {{ {otherwise} }}") };
        (!self.pattern.is_empty()).then(|| format!("let {pattern} = given{or};"))
    }

    /// What sets the optional parameters.
    fn set(&self) -> TokenStream {
        let setters = self.setters.iter().map(|(setter, argument)| quote!(.#setter(#argument)));
        quote!(#(#setters)*)
    }
}

/// How a request is made.
pub fn request(request: &Ident, parameters: &[Parameter<'_>]) -> Option<Code> {
    let given = Given::new(parameters)?;
    let (arguments, set) = (&given.arguments, given.set());
    let taken = given.taken(request, "return");
    let of = if taken.is_some() { format!("given: {request}") } else { String::new() };
    Some(Code {
        names: request.to_string(),
        imports: true,
        before: [format!("fn example({of}) {{")].into_iter().chain(taken).collect(),
        shown: quote!(let request = #request::new(#(#arguments),*) #set;),
        after: "}",
    })
}

/// How an endpoint is called by its method of a client.
pub fn call(endpoint: &Endpoint, method: &Ident, request: &Ident, parameters: &[Parameter<'_>]) -> Option<Code> {
    let given = Given::new(parameters)?;
    // No parameter has a name with `_` behind it that is no keyword.
    let taken_name = parameters.iter().any(|parameter| parameter.declared.name == "client");
    let client = ident(if taken_name { "client_" } else { "client" });
    let taken = given.taken(request, "return Ok(())");
    let of = if taken.is_some() { format!(", given: {request}") } else { String::new() };
    let (arguments, set) = (&given.arguments, given.set());
    let called = quote!(#client.#method(#(#arguments),*) #set.await?;);
    let called = answered(endpoint, called);
    Some(Code {
        names: format!("{NAMES}::*"),
        imports: false,
        before: [format!("async fn example({client}: Client{of}) {RESULT}{{")].into_iter().chain(taken).collect(),
        shown: called,
        after: "Ok(())\n}",
    })
}

/// How a client is made, and how it calls an endpoint that needs no parameter.
pub fn client(api: &Api, endpoint: Option<(&Endpoint, Ident)>) -> Code {
    let made = if api.servers.is_empty() {
        quote!(Client::builder("http://127.0.0.1:8080"))
    } else {
        quote!(Client::documented())
    };
    let plain = |id: &&str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let shown = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    let scheme = api.auth.iter().map(|scheme| scheme.id.as_str()).find(plain);
    let ids = scheme.into_iter().flat_map(|id| api.auth_together(id)).map(|scheme| scheme.id.as_str());
    let credentials = ids.map(|id| quote!(.credential(#id, "secret")));
    // Without these no call goes out that needs them.
    let fields = || api.endpoints.iter().flat_map(|endpoint| &endpoint.parameters.fields);
    let needs = |field: &Field| field.is_once() && field.required && field.default.is_none();
    let needed = |name: &String| fields().any(|field| field.name.value.eq_ignore_ascii_case(name) && needs(field));
    let names = api.once().into_iter().filter(|name| shown(name) && needed(name));
    let once = names.map(|name| quote!(.parameter(#name, "7")));
    let given = credentials.chain(once);
    let call = endpoint.map(|(endpoint, method)| answered(endpoint, quote!(client.#method().await?;)));
    Code {
        names: "Client".to_owned(),
        imports: true,
        before: vec![format!("async fn example() {RESULT}{{")],
        shown: quote!(let client = #made #(#given)* .build()?; #call),
        after: "Ok(())\n}",
    }
}

/// The call with a name for what comes back, where anything does.
fn answered(endpoint: &Endpoint, call: TokenStream) -> TokenStream {
    if matches!(endpoint.response.body.value, Body::None) { call } else { quote!(let response = #call) }
}

/// How a server is made of a backend.
pub fn server() -> Code {
    Code {
        names: "{Backend, router}".to_owned(),
        imports: true,
        before: vec!["fn example() {".to_owned()],
        shown: quote! {
            struct Server;
            impl Backend for Server {}
            let server = router(Server, tablewright_runtime::server::Config::new());
        },
        after: "}",
    }
}
