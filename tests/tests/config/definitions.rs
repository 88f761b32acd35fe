//! Types that `[define]` gives.

use super::dialect;

#[test]
fn definitions() {
    insta::assert_snapshot!(dialect("define = { A = { type = \"B\" }, B = { type = \"A\" } }"), @r#"
    error[TW103]: `define.A` is defined by itself: `A` is `B` is `A`
     --> small/dialect.toml:2:16
      |
    2 | define = { A = { type = "B" }, B = { type = "A" } }
      |                ^^^^^^^^^^^^^^
      |
      = help: say what one of them is
    "#);
    insta::assert_snapshot!(dialect("[define.point]\ntype = \"text\"\nsame = \"a\"\n"), @r"
    error[TW103]: `define.point` needs exactly one of `type`, `union`, `fields` and `same`
     --> small/dialect.toml:2:1
      |
    2 | [define.point]
      | ^^^^^^^^^^^^^^
      |
      = help: see `spec/dialect.md`
    ");
    insta::assert_snapshot!(dialect("[define.point]\ndocs = \"Nothing.\"\n"), @r"
    error[TW103]: `define.point` needs exactly one of `type`, `union`, `fields` and `same`
     --> small/dialect.toml:2:1
      |
    2 | [define.point]
      | ^^^^^^^^^^^^^^
      |
      = help: see `spec/dialect.md`
    ");
    insta::assert_snapshot!(dialect("[envelope]\ndata = \"data\"\n"), @r#"
    error[TW103]: the envelope has no field `data`
     --> small/dialect.toml:3:8
      |
    3 | data = "data"
      |        ^^^^^^
      |
      = help: correct the name in `[envelope]`, or add the field to `[[envelope.field]]`
    "#);
}
