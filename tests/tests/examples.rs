//! Every JSON example of the documents, through the generated types: the data of a response decodes into the type of its
//! endpoint and encodes back to the same JSON.

#![allow(deprecated, reason = "what the documents deprecate is still there")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tablewright::compile_to_ir;
use tablewright::ir::{Api, Endpoint as Documented, Example, ExampleKind};
use tablewright_runtime::Endpoint;
use tests::{FAMILIES, family};

/// What is known of the types of one endpoint.
struct Types {
    path: &'static str,
    aliases: &'static [&'static str],
    methods: Vec<&'static str>,
    /// Decodes a response's data and encodes it again.
    response: fn(&Value) -> Result<Value, serde_json::Error>,
}

impl Types {
    fn of<E: Endpoint>() -> Self {
        let methods = E::METHODS.iter().map(|method| method.as_str()).collect();
        Self { path: E::PATH, aliases: E::ALIASES, methods, response: again::<E::Response> }
    }
}

fn again<T: serde::Serialize + serde::de::DeserializeOwned>(value: &Value) -> Result<Value, serde_json::Error> {
    serde_json::from_value::<T>(value.clone()).and_then(serde_json::to_value)
}

macro_rules! dispatch {
    ($($api:literal, $module:ident: $($request:ident),*;)*) => {
        /// The types of every endpoint of `api`, by the endpoint's name.
        fn dispatch(api: &str) -> BTreeMap<&'static str, Types> {
            match api {
                $($api => [$((apis::$module::$request::NAME, Types::of::<apis::$module::$request>())),*].into(),)*
                other => panic!("no types for {other}"),
            }
        }
    };
}

dispatch! {
    "bilibili", bilibili:
        AutoReplyDelReplyText, AutoReplyGetReplyText, AutoReplySetReplyText, LinkSettingAddBlockWord,
        LinkSettingDelBlockWord, LinkSettingGet, LinkSettingGetBlockWords, LinkSettingGetSysSetting,
        LinkSettingSet, MemberShowCreateGroupIcon;
    "go-cqhttp", go_cqhttp:
        CanSendImage, CanSendRecord, CheckUrlSafely, CleanCache, CreateGroupFileFolder, DeleteEssenceMsg,
        DeleteFriend, DeleteGroupFile, DeleteGroupFolder, DeleteMsg, DeleteUnidirectionalFriend, DownloadFile,
        GetCookies, GetCredentials, GetCsrfToken, GetEssenceMsgList, GetForwardMsg, GetFriendList,
        GetGroupAtAllRemain, GetGroupFileSystemInfo, GetGroupFileUrl, GetGroupFilesByFolder, GetGroupHonorInfo,
        GetGroupInfo, GetGroupList, GetGroupMemberInfo, GetGroupMemberList, GetGroupMsgHistory, GetGroupNotice,
        GetGroupRootFiles, GetGroupSystemMsg, GetImage, GetLoginInfo, GetModelShow, GetMsg, GetOnlineClients,
        GetRecord, GetStatus, GetStrangerInfo, GetUnidirectionalFriendList, GetVersionInfo, GetWordSlices,
        HandleQuickOperation, MarkMsgAsRead, OcrImage, QidianGetAccountInfo, ReloadEventFilter,
        SendGroupForwardMsg, SendGroupMsg, SendGroupNotice, SendGroupSign, SendMsg, SendPrivateForwardMsg,
        SendPrivateMsg, SetEssenceMsg, SetFriendAddRequest, SetGroupAddRequest, SetGroupAdmin,
        SetGroupAnonymous, SetGroupAnonymousBan, SetGroupBan, SetGroupCard, SetGroupKick, SetGroupLeave,
        SetGroupName, SetGroupPortrait, SetGroupSpecialTitle, SetGroupWholeBan, SetModelShow, SetQqProfile,
        SetRestart, UploadGroupFile, UploadPrivateFile;
}

fn ir(name: &str) -> Api {
    compile_to_ir(&family(name)).api.expect("an IR")
}

#[test]
fn every_endpoint_is_a_type_that_knows_its_names() {
    for name in FAMILIES {
        let (api, types) = (ir(name), dispatch(name));
        let documented: BTreeSet<_> = api.endpoints.iter().map(|endpoint| endpoint.name.as_str()).collect();
        assert_eq!(documented, types.keys().copied().collect(), "{name}");
        for endpoint in &api.endpoints {
            let known = &types[endpoint.name.as_str()];
            assert_eq!(known.path, endpoint.path.value);
            let aliases: Vec<_> = endpoint.aliases.iter().map(|alias| alias.path.value.as_str()).collect();
            assert_eq!(known.aliases, aliases, "{}", endpoint.name);
            let methods: Vec<_> = endpoint.methods.iter().map(|method| method.value.name()).collect();
            assert_eq!(known.methods, methods, "{}", endpoint.name);
        }
    }
}

/// The data of an example of a whole response; nothing where the response has no such field.
fn data<'v>(api: &Api, example: &'v Example) -> Option<&'v Value> {
    let value = example.value.as_ref().filter(|_| example.kind == ExampleKind::Response)?;
    match &api.envelope.data {
        Some(field) => value.get(field),
        None => Some(value),
    }
}

fn examples(api: &Api) -> impl Iterator<Item = (&Documented, &Example, &Value)> {
    api.endpoints.iter().flat_map(move |endpoint| {
        endpoint.examples.iter().filter_map(move |example| Some((endpoint, example, data(api, example)?)))
    })
}

#[test]
fn every_example_decodes_and_encodes_to_itself() {
    let mut wrong = Vec::new();
    for name in FAMILIES {
        let (api, types) = (ir(name), dispatch(name));
        let mut count = 0;
        for (endpoint, example, value) in examples(&api) {
            count += 1;
            let at = format!("{}:{} ({})", example.provenance.file, example.provenance.line, endpoint.name);
            match (types[endpoint.name.as_str()].response)(value) {
                Ok(again) if again == *value => {}
                Ok(again) => wrong.push(format!("{at}: {value}\n  is written as {again}")),
                Err(error) => wrong.push(format!("{at}: {error}: {value}")),
            }
        }
        println!("{name}: {count} examples of responses");
        assert!(count > 0, "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
