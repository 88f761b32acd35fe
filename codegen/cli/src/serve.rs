//! `serve`: answers calls of an API straight from its IR, with nothing generated or built.

mod answer;
mod api;
mod endpoint;
mod handshake;
mod input;
mod kept;
mod listen;
mod profile;
mod table;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tablewright::diagnostic::Severity;
use tablewright::visible::visible;
use tablewright::{Output, ir};
use tablewright_runtime::api::{Side, Step};
use tablewright_runtime::server::{self, CallRecord, Config, Hooks, Limits, Service};

use crate::compiler::{Compiler, unread};
use crate::console::Console;
use crate::error::Error;
use crate::generate::Folder;
use crate::new::counted;
pub use answer::{answer, shown};
pub use handshake::handshake;
pub use listen::{asked_to_end, listen, without_token};
pub use table::table;

/// The help page behind the options.
pub const HELP: &str = "\
Compiles the documents of one API in memory and serves it: nothing is written, and nothing has to be built. Calls are read
and checked as the generated server does it, with the same answers where something is missing or does not fit. A call that
is good is answered with the example of the documents, or else with a value made of the types. What is sent is not
remembered. An API with a WebSocket has it at the same address, with its handshake: any answer is taken there, and with a
token one that has it as it is.

Without a token every program that reaches the address can call. Requests of web pages are refused all the same, and so are
those to a host name: see `--allow-origin` and `--allow-host`.

Examples:
  tablewright serve                                   the API of the project, on port 5700 of this machine
  tablewright serve --api shop --listen 127.0.0.1:0   one of several, on any free port, which is printed
  tablewright serve docs                              documents of no project, as far as a first dialect reads them
  TABLEWRIGHT_TOKEN=secret tablewright serve          only for those who send the token
  curl http://127.0.0.1:5700/lamps/7

Exit codes:
  0  it was asked to end, by Ctrl-C or a signal
  1  the documents have errors that leave nothing to serve
  2  wrong usage, the port is taken, or a file or folder cannot be read
";

/// What `serve` is told.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Documents or folders of them, of no project: a first dialect is proposed for them [default: those of the project that
    /// this folder is in, else all below this folder]
    #[arg(value_name = "DOCS", conflicts_with = "spec")]
    docs: Vec<PathBuf>,
    /// The API; needed where there are several
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
    /// The address to listen on; port 0 is any free one, and is printed
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:5700")]
    listen: String,
    /// The token, or the value of the cookie, that callers must send. Where only a handshake says who calls, it is sent there,
    /// and calls over HTTP are refused
    #[arg(long, env = "TABLEWRIGHT_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// Without a token: also take requests of the web pages of this origin; can be given several times
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,
    /// Without a token: also take requests to this host name; can be given several times
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// How to behave where documents and servers in use differ [default: as documented]
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// A folder of documents, with a folder for each API [default: those of the project]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// Where the file system is in the way, no API is named and there are several, or the address cannot be listened on.
pub fn run(args: &Args, compiler: &dyn Compiler, console: &mut Console) -> Result<bool, Error> {
    let Some(api) = compiled(args, compiler, console)? else { return Ok(false) };
    let table = table(&api);
    let config = handshake(config(args, table.api())?, &api, args.token.as_deref());
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Error::new(format!("the system gives no threads: {error}"), "close other programs"))?;
    runtime.block_on(async {
        let (listener, address) = listen(&args.listen).await?;
        if args.token.is_none() {
            console.err(&format!("{}\n", without_token(address)));
        }
        let service = Service::new(table, config);
        let end = asked_to_end();
        console.out(&format!("listening on http://{address}\n"));
        server::serve(listener, service.router(), service.limits().clone(), end).await;
        Ok(true)
    })
}

/// The API, where something of it can be served. What is wrong with its documents is said.
fn compiled(args: &Args, compiler: &dyn Compiler, console: &mut Console) -> Result<Option<Arc<ir::Api>>, Error> {
    let (folder, input) = input::read(args, console)?;
    let output = compiler.compile_draft_to_ir(&input);
    if let Some(error) = unread(&output, &folder) {
        return Err(error);
    }
    say(&input.api, &output, &folder, console);
    // What would not be written is not served either.
    let sound = !output.diagnostics.keep_output();
    Ok(output.api.filter(|api| sound && !api.endpoints.is_empty()).map(Arc::new))
}

/// Says what is served, and what is not.
fn say(name: &str, output: &Output, folder: &Folder, console: &mut Console) {
    let withheld = output.api.as_ref().map(|api| api.withheld.as_slice()).unwrap_or_default();
    let served = counted(output.api.as_ref().map_or(0, |api| api.endpoints.len()), "endpoint");
    let left = if withheld.is_empty() { String::new() } else { format!(", {} withheld", withheld.len()) };
    console.err(&format!("`{name}`: {served}{left}\n"));
    for one in withheld {
        let called = one.name.as_ref().or(one.title.as_ref()).map_or("an endpoint", |called| called.as_str());
        let place = format!("{}:{}", folder.file(&one.provenance.file), one.provenance.line);
        console.err(&format!("withheld: {called}: {place}: {}\n", one.reason));
    }
    for error in output.diagnostics.items().iter().filter(|item| item.severity == Severity::Error) {
        let place = output.sources.locate(error.span);
        console.err(&format!("error: {}:{}: {}\n", folder.file(&place.file), place.line, error.message));
    }
}

fn config(args: &Args, api: &'static tablewright_runtime::Api) -> Result<Config, Error> {
    // Whoever asks for the end waits for no more than this.
    let limits = Limits { grace: Duration::from_secs(5), ..Limits::default() };
    let mut config = Config::new().limits(limits).hooks(Arc::new(Log));
    if let Some(name) = &args.profile {
        let profile = api.profile(name).ok_or_else(|| {
            let names: Vec<_> = api.profiles.iter().map(|profile| profile.name).collect();
            let message = format!("`{}` has no profile `{name}`", api.name);
            Error::new(message, format!("it has {}", names.join(", ")))
        })?;
        config = config.profile(profile);
    }
    if let Some(token) = &args.token {
        let judged = |step: &Step| step.by == Side::Client && (step.token.is_some() || !step.computed.is_empty());
        if api.auth.is_empty() && !api.handshake().iter().any(judged) {
            let message =
                format!("the documents of `{}` state no credential, so nobody would be asked for the token", api.name);
            return Err(Error::new(message, "add an `[[auth]]` to the dialect, or leave out the token"));
        }
        config = config.token(token.as_str());
    }
    config = args.allow_origin.iter().fold(config, Config::allow_origin);
    Ok(args.allow_host.iter().fold(config, Config::allow_host))
}

/// Prints a line for each call.
struct Log;

impl Hooks for Log {
    fn called(&self, record: &CallRecord) {
        let CallRecord { endpoint, transport, outcome, .. } = record;
        let endpoint = visible(endpoint.unwrap_or("an unknown call"));
        eprintln!("{endpoint} over {transport:?}: {outcome:?}");
    }
}
