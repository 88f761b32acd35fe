//! The command line.

use std::path::PathBuf;

use clap::Parser;

/// Serve an API from memory: every endpoint answers, and what is sent is remembered
///
/// Answers come from the examples of the documents, else they are made from the documents' types, the same on every run.
/// A parameter that has the name of a field of the answer comes back in it, and what a changing call sent is shown by
/// later calls with the same ids.
///
/// Without a token every program that reaches the address can call. Requests of web pages are refused all the same, and
/// so are those to a host name: see `--allow-origin` and `--allow-host`.
///
/// Events are read from standard input, one JSON object a line, and go to all that listen. Calls are logged to standard
/// error, one line each, without credentials.
#[derive(Debug, Parser)]
#[command(name = "serve", bin_name = "cargo xtask serve", after_help = EXAMPLES)]
pub struct Options {
    /// The API: the name of its folder in spec/
    pub api: String,
    /// The address to listen on; port 0 is any free one, and is printed
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:5700")]
    pub listen: String,
    /// The token, or the value of the cookie, that callers must send
    #[arg(long, env = "TABLEWRIGHT_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// Without a token: also take requests of the web pages of this origin; can be given several times
    #[arg(long, value_name = "ORIGIN")]
    pub allow_origin: Vec<String>,
    /// Without a token: also take requests to this host name; can be given several times
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// How to behave where documents and servers in use differ
    #[arg(long, value_name = "NAME", default_value = "documented")]
    pub profile: String,
    /// Connect to the WebSocket of an application; can be given several times
    #[arg(long, value_name = "URL")]
    pub reverse: Vec<String>,
    /// Send events to an application by POST; can be given several times
    #[arg(long, value_name = "URL")]
    pub push: Vec<String>,
    /// Sign the events that are sent by POST
    #[arg(long, requires = "push", env = "TABLEWRIGHT_SECRET", hide_env_values = true)]
    pub secret: Option<String>,
    /// The milliseconds between two heartbeats, 0 for none [default: as the API has it]
    #[arg(long, value_name = "MS")]
    pub heartbeat: Option<u64>,
    /// The id of the account that the server runs for
    #[arg(long, value_name = "N", default_value_t = 10_001)]
    pub self_id: i64,
    /// Write each call to this file, one JSON object a line, without credentials
    #[arg(long, value_name = "FILE")]
    pub journal: Option<PathBuf>,
    /// Carry out at most this many calls a second; the others wait
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub rate: Option<u32>,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask serve go-cqhttp
  cargo xtask serve go-cqhttp --listen 127.0.0.1:0 --token T --profile compat
  cargo xtask serve go-cqhttp --reverse ws://127.0.0.1:8080/onebot/v11/ws --heartbeat 1000
  cargo xtask serve bilibili --token SESSDATA
  curl 'http://127.0.0.1:5700/get_group_info?group_id=5'

Exit codes:
  0  it was asked to end, by Ctrl-C or a signal
  1  it cannot serve: the port is taken, or a file cannot be written
  2  wrong usage
";
