use super::*;
use crate::api::Refusal;

#[test]
fn data_stands_beside_the_fields_of_the_envelope() {
    let plain = Envelope {
        code: Some("c"),
        success: Success::Texts(&["ok"]),
        messages: &["m"],
        beside: &["c", "m", "e"],
        ..Envelope::BARE
    };
    let full = Envelope { ok: &[("c", r#""ok""#)], echo: Some("e"), ..plain };
    let late = Envelope {
        beside: &["status"],
        code: Some("status.code"),
        ok: &[("status.code", "0")],
        echo: Some("status.echo"),
        ..plain
    };
    let bare = Envelope { echo: Some("e"), ..plain };
    for (envelope, data, body) in [
        (plain, r#"{"a":{"b":1}}"#, Some(r#"{"a":{"b":1}}"#)),
        (full, r#"{"a":{"b":1}}"#, Some(r#"{"c":"ok","a":{"b":1},"e":7}"#)),
        (full, "{}", Some(r#"{"c":"ok","e":7}"#)),
        (full, "null", Some(r#"{"c":"ok","e":7}"#)),
        (full, "[1]", None),
        (late, r#"{"a":1}"#, Some(r#"{"a":1,"status":{"code":0,"echo":7}}"#)),
        (late, "{}", Some(r#"{"status":{"code":0,"echo":7}}"#)),
        (late, "null", Some(r#"{"status":{"code":0,"echo":7}}"#)),
        (bare, r#"{"a":1}"#, Some(r#"{"a":1,"e":7}"#)),
        (bare, "{}", Some(r#"{"e":7}"#)),
        (bare, "null", Some(r#"{"e":7}"#)),
    ] {
        let wrapper = Wrapper::new(envelope);
        let mut out = wrapper.head();
        out.extend_from_slice(data.as_bytes());
        let closed = wrapper.close(out, Some("7")).ok().and_then(|out| String::from_utf8(out).ok());
        assert_eq!(closed.as_deref(), body, "{data}");
    }
    let wrapper = Wrapper::new(late);
    let mut out = wrapper.head();
    out.extend_from_slice(b"{}");
    assert_eq!(wrapper.close(out, None).unwrap(), br#"{"status":{"code":0}}"#);
    let mut failure = Failure::named("no_note", "why");
    failure.data = serde_json::json!({"left": 2, "c": "never", "x.y": 3});
    let answer = Wrapper::new(full).failure(&failure, &Profile::DEFAULT, None);
    assert_eq!(answer.body, r#"{"c":"no_note","m":"why","left":2,"x.y":3}"#);
}

#[test]
fn fields_can_stand_in_objects() {
    let envelope = Envelope {
        data: Some("d.data"),
        code: Some("d.state.code"),
        success: Success::Numbers(&[100]),
        messages: &["d.state.why"],
        echo: Some("d.id"),
        ok: &[("op", "7"), ("d.state.ok", "true"), ("d.state.code", "100")],
        failed: &[("op", "7"), ("d.state.ok", "false")],
        accepted: &[("op", "7"), ("d.state.code", "101")],
        ..Envelope::BARE
    };
    let apart = Envelope { echo: Some("meta.id"), ok: &[("meta.v", "1"), ("op", "7")], ..envelope };
    let alone = Envelope { echo: Some("meta.id"), ok: &[], ..envelope };
    let beside = Envelope { data: None, beside: &["d", "op"], ok: &[("op", "7"), ("d.state.code", "100")], ..envelope };
    for (envelope, plain, echoed) in [
        (
            envelope,
            r#"{"op":7,"d":{"state":{"ok":true,"code":100},"data":{"a":1}}}"#,
            r#"{"op":7,"d":{"state":{"ok":true,"code":100},"data":{"a":1},"id":"x"}}"#,
        ),
        (
            apart,
            r#"{"op":7,"d":{"data":{"a":1}},"meta":{"v":1}}"#,
            r#"{"op":7,"d":{"data":{"a":1}},"meta":{"v":1,"id":"x"}}"#,
        ),
        (alone, r#"{"d":{"data":{"a":1}},"meta":{}}"#, r#"{"d":{"data":{"a":1}},"meta":{"id":"x"}}"#),
        (
            beside,
            r#"{"op":7,"a":1,"d":{"state":{"code":100}}}"#,
            r#"{"op":7,"a":1,"d":{"state":{"code":100},"id":"x"}}"#,
        ),
    ] {
        let wrapper = Wrapper::new(envelope);
        for (echo, body) in [(None, plain), (Some(r#""x""#), echoed)] {
            let mut out = wrapper.head();
            out.extend_from_slice(br#"{"a":1}"#);
            assert_eq!(String::from_utf8(wrapper.close(out, echo).unwrap()).unwrap(), body);
        }
    }
    let either = Envelope {
        data: Some("result"),
        code: Some("error.code"),
        messages: &["error.message"],
        details: Some("error.data"),
        echo: Some("id"),
        echo_null: true,
        ok: &[("v", "2")],
        failed: &[("v", "2")],
        ..Envelope::BARE
    };
    let wrapper = Wrapper::new(either);
    let mut out = wrapper.head();
    out.extend_from_slice(b"1");
    assert_eq!(wrapper.close(out, None).unwrap(), br#"{"v":2,"result":1,"id":null}"#);
    let answer = wrapper.failure(&Failure::new(-7, "why").data(3), &Profile::DEFAULT, Some("1"));
    assert_eq!(answer.body, r#"{"v":2,"error":{"code":-7,"message":"why","data":3},"id":1}"#);
    let answer = wrapper.failure(&Failure::new(-7, "why"), &Profile::DEFAULT, None);
    assert_eq!(answer.body, r#"{"v":2,"error":{"code":-7,"message":"why"},"id":null}"#);
    let wrapper = Wrapper::new(envelope);
    assert_eq!(wrapper.accepted(Some("1")), br#"{"op":7,"d":{"state":{"code":101},"id":1}}"#);
    let answer = wrapper.failure(&Failure::new(7, "why").data(3), &Profile::DEFAULT, Some("1"));
    assert_eq!(answer.body, r#"{"op":7,"d":{"state":{"ok":false,"code":7,"why":"why"},"data":3,"id":1}}"#);
}

#[test]
fn a_failure_is_written_as_the_codes_are() {
    let envelope = |success| Envelope { code: Some("c"), success, messages: &["m"], ..Envelope::BARE };
    let (named, refused) = (Failure::named("no_note", ""), Failure::refused(Problem::Unknown, "none"));
    for (success, failure, body) in [
        (Success::Numbers(&[0]), Failure::new(7, "why"), r#"{"c":7,"m":"why"}"#),
        (Success::Texts(&[]), named.clone(), r#"{"c":"no_note","m":""}"#),
        (Success::Texts(&["OK"]), refused.clone(), r#"{"c":"NOT_FOUND","m":"NOT_FOUND: none"}"#),
        (Success::Flag(true), named.clone(), r#"{"c":false,"m":"no_note"}"#),
        (Success::Flag(true), refused, r#"{"c":false,"m":"NOT_FOUND: none"}"#),
    ] {
        let answer = Wrapper::new(envelope(success)).failure(&failure, &Profile::DEFAULT, None);
        assert_eq!(answer.body, body);
    }
    let answer = Wrapper::new(Envelope::BARE).failure(&named, &Profile::DEFAULT, None);
    assert_eq!(answer.body, r#"{"code":"no_note","message":"","wording":""}"#);
}

/// Where no code says that a call failed, the status does, whatever the profile has.
#[test]
fn a_failure_without_a_code_has_the_status_of_one() {
    const fn as_success(problem: Problem, status: u16) -> Refusal {
        Refusal { problem, status, code: 1400, message: "NO", body: true }
    }
    const REFUSALS: &[Refusal] =
        &[as_success(Problem::Unknown, 200), as_success(Problem::Parameter, 302), as_success(Problem::Busy, 418)];
    let profile = Profile { refusals: REFUSALS, ..Profile::DEFAULT };
    let coded = Envelope { code: Some("c"), ..Envelope::BARE };
    let data = Envelope { data: Some("d"), ..Envelope::BARE };
    for (envelope, problem, status) in [
        (Envelope::BARE, Problem::Unknown, 404),
        (Envelope::BARE, Problem::Parameter, 400),
        (Envelope::BARE, Problem::Busy, 418),
        (data, Problem::Unknown, 404),
        (coded, Problem::Unknown, 200),
    ] {
        let answer = Wrapper::new(envelope).failure(&Failure::refused(problem, ""), &profile, None);
        assert_eq!((answer.status, answer.outcome), (status, Outcome::Refused(problem)));
    }
}
