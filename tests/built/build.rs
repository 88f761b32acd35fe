//! Compiles the documents in `docs/`.

fn main() -> Result<(), tablewright_build::Error> {
    let build = tablewright_build::new("docs/lamps.md").dialect("docs/dialect.toml").patches("docs/patches.toml");
    build.client().server().write()?;
    Ok(())
}
