//! The program `serve`: a generated server over [`Memory`].

mod cli;
mod input;
mod log;

use std::fmt;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser as _;
use tablewright::visible::visible;
use tablewright_cli::serve::{asked_to_end, listen, without_token};
use tablewright_runtime::server::ws::{Push, Reverse, Task};
use tablewright_runtime::server::{self, Config, Limits, Service};

use crate::{Family, Memory};
use cli::Options;
use log::Log;

/// It ended as it was asked to.
const SUCCESS: u8 = 0;
/// It could not serve.
const FAILURE: u8 = 1;
/// The command line is wrong.
const USAGE: u8 = 2;

/// Runs the program with the arguments of the process, until it is asked to end.
#[must_use]
pub fn run() -> ExitCode {
    let options = match Options::try_parse() {
        Ok(options) => options,
        Err(usage) => {
            let _ = usage.print();
            return ExitCode::from(if usage.use_stderr() { USAGE } else { SUCCESS });
        }
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return end(&Trouble::failure(format!("the system gives no threads: {error}; close programs"))),
    };
    match runtime.block_on(serve(options)) {
        Ok(()) => ExitCode::from(SUCCESS),
        Err(trouble) => end(&trouble),
    }
}

fn end(trouble: &Trouble) -> ExitCode {
    eprintln!("error: {}", visible(&trouble.to_string()));
    ExitCode::from(trouble.code)
}

/// Why nothing is served: what is wrong and what to do about it.
#[derive(Debug)]
struct Trouble {
    text: String,
    code: u8,
}

impl Trouble {
    fn failure(text: String) -> Self {
        Self { text, code: FAILURE }
    }

    fn usage(text: String) -> Self {
        Self { text, code: USAGE }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

async fn serve(options: Options) -> Result<(), Trouble> {
    log::trace();
    let family = Family::named(&options.api).ok_or_else(|| {
        let names: Vec<_> = Family::ALL.iter().map(|family| family.name).collect();
        Trouble::usage(format!("there is no API `{}`; there are {}", options.api, names.join(", ")))
    })?;
    let config = config(&options, family)?;
    check_urls(&options, family)?;
    let log = Log::new(options.journal.as_deref()).map_err(Trouble::failure)?;
    let samples = family.samples().map_err(|error| {
        Trouble::failure(format!("the IR of `{}` cannot be read: {error}; run `cargo xtask gen`", family.name))
    })?;
    let memory = Arc::new(Memory::new(samples).observed(move |call| log.note(call)));
    let (listener, address) = listen(&options.listen).await.map_err(|error| Trouble::failure(error.to_string()))?;
    if options.token.is_none() {
        eprintln!("{}", without_token(address));
    }
    let service = Service::new(family.table(&memory), config);
    let tasks = connect_out(&options, &service)?;
    let end = asked_to_end();
    println!("listening on http://{address}");
    let _ = io::stdout().flush();
    input::publish(service.events().clone(), family.api.events.is_some());
    server::serve(listener, service.router(), service.limits().clone(), end).await;
    for task in tasks {
        task.shutdown().await;
    }
    Ok(())
}

/// The server's configuration.
fn config(options: &Options, family: Family) -> Result<Config, Trouble> {
    let name = &options.profile;
    let profile = family.api.profile(name).ok_or_else(|| {
        let names: Vec<_> = family.api.profiles.iter().map(|profile| profile.name).collect();
        Trouble::usage(format!("`{}` has no profile `{name}`; it has {}", family.name, names.join(", ")))
    })?;
    // Whoever asks for the end waits for no more than this.
    let limits = Limits { grace: Duration::from_secs(5), ..Limits::default() };
    let mut config =
        Config::new().profile(profile).limits(limits).self_id(options.self_id).hooks(Arc::new(log::Refusals));
    if let Some(token) = &options.token {
        config = config.token(token.as_str());
    }
    config = options.allow_origin.iter().fold(config, Config::allow_origin);
    config = options.allow_host.iter().fold(config, Config::allow_host);
    if let Some(interval) = options.heartbeat {
        config = config.heartbeat(Some(Duration::from_millis(interval)));
    }
    if let Some(rate) = options.rate {
        config = config.pace(rate, Duration::from_secs(1));
    }
    Ok(config)
}

/// Checks the applications to connect to, before anything is listened on.
fn check_urls(options: &Options, family: Family) -> Result<(), Trouble> {
    let both =
        [("--reverse", ["ws://", "wss://"], &options.reverse), ("--push", ["http://", "https://"], &options.push)];
    for (option, schemes, urls) in both {
        if family.api.events.is_none() && !urls.is_empty() {
            let text = format!("`{}` has no events; leave out `--reverse` and `--push`", family.name);
            return Err(Trouble::usage(text));
        }
        if let Some(url) = urls.iter().find(|url| !schemes.iter().any(|scheme| url.starts_with(scheme))) {
            let text = format!("`{url}` is no URL for `{option}`; it begins with {}", schemes.join(" or "));
            return Err(Trouble::usage(text));
        }
    }
    Ok(())
}

/// Makes the connections to applications.
fn connect_out(options: &Options, service: &Service) -> Result<Vec<Task>, Trouble> {
    let mut tasks = Vec::new();
    for url in &options.reverse {
        let mut reverse = Reverse::new(url).interval(Duration::from_secs(1));
        if let Some(token) = &options.token {
            reverse = reverse.token(token.as_str());
        }
        tasks.push(reverse.start(service));
    }
    for url in &options.push {
        let mut push = Push::new(url);
        if let Some(secret) = &options.secret {
            push = push.secret(secret.as_str());
        }
        let started = push.start(service);
        tasks.push(started.map_err(|error| Trouble::usage(format!("`{url}` is no URL for `--push`: {error}")))?);
    }
    Ok(tasks)
}
