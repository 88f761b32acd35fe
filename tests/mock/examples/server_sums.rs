//! A JSON-RPC server: the generated one of a small API, with a backend.
//!
//! ```text
//! cargo run --package mock --example server_sums -- 127.0.0.1:5700
//! curl http://127.0.0.1:5700/rpc --json '{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42}, "id": 1}'
//! ```

use std::error::Error;
use std::io::{self, Write as _};

use golden::json_rpc::{Backend, Forget, Subtract, SubtractResponse, router};
use tablewright_cli::serve::asked_to_end;
use tablewright_runtime::server::{Config, Limits, serve};
use tablewright_runtime::{Empty, Failure};
use tokio::net::TcpListener;

struct Sums;

impl Backend for Sums {
    async fn subtract(&self, request: Subtract) -> Result<SubtractResponse, Failure> {
        match request.minuend.checked_sub(request.subtrahend.unwrap_or(0)) {
            Some(difference) => Ok(SubtractResponse { difference }),
            None => Err(Failure::new(-32001, "The difference is too large").data(request.minuend)),
        }
    }

    async fn forget(&self, _: Forget) -> Result<Empty, Failure> {
        Ok(Empty)
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:5700".to_owned());
    let listener = TcpListener::bind(address).await?;
    let end = asked_to_end();
    println!("listening on http://{}", listener.local_addr()?);
    io::stdout().flush()?;
    serve(listener, router(Sums, Config::new()), Limits::default(), end).await;
    Ok(())
}
