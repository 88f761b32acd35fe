//! Paths of many endpoints, which a value tells apart: what the client sends is the call that the backend gets, whichever way
//! it is written, and a value that no endpoint has is an unknown endpoint.

use std::sync::Arc;

use golden::runtime::Failure;
use golden::runtime::api::Encoding;
use golden::runtime::server::{Config, Incoming, Limits, Service, Transport, serve};
use golden::selectors::{
    AppUserAll, AppUserAllResponse, AppUserLogin, AppUserLoginResponse, AppUserLogout, AppUserLogoutResponse, Backend,
    Client, DescribeLamps, DescribeLampsResponse, DoorsId2, DoorsId2Response, OpenDoor, OpenDoorResponse, RadioMute,
    RadioMuteResponse, RadioTune, RadioTuneResponse, Set, SetResponse, Stop, StopResponse, SwitchLamp,
    SwitchLampResponse, router, table,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A backend that says how it was called.
struct House;

impl Backend for House {
    async fn app_user_login(&self, request: AppUserLogin) -> Result<AppUserLoginResponse, Failure> {
        Ok(AppUserLoginResponse { seen: format!("login {:?} {:?}", request.name, request.again) })
    }

    async fn app_user_logout(&self, _: AppUserLogout) -> Result<AppUserLogoutResponse, Failure> {
        Ok(AppUserLogoutResponse { seen: "logout".to_owned(), count: 7 })
    }

    async fn app_user_all(&self, request: AppUserAll) -> Result<AppUserAllResponse, Failure> {
        Ok(AppUserAllResponse { seen: format!("all {:?}", request.room) })
    }

    async fn switch_lamp(&self, request: SwitchLamp) -> Result<SwitchLampResponse, Failure> {
        Ok(SwitchLampResponse { seen: format!("switch {:?} {:?}", request.lamp, request.on) })
    }

    async fn describe_lamps(&self, _: DescribeLamps) -> Result<DescribeLampsResponse, Failure> {
        Ok(DescribeLampsResponse { seen: "describe".to_owned(), lamps: vec!["desk".to_owned()] })
    }

    async fn open_door(&self, request: OpenDoor) -> Result<OpenDoorResponse, Failure> {
        Ok(OpenDoorResponse { seen: format!("open {} {:?}", request.door, request.wide) })
    }

    async fn doors_id_2(&self, request: DoorsId2) -> Result<DoorsId2Response, Failure> {
        Ok(DoorsId2Response { seen: format!("close {}", request.id) })
    }

    async fn set(&self, request: Set) -> Result<SetResponse, Failure> {
        Ok(SetResponse { seen: format!("set {:?}", request.time) })
    }

    async fn stop(&self, _: Stop) -> Result<StopResponse, Failure> {
        Ok(StopResponse { seen: "stop".to_owned() })
    }

    async fn radio_tune(&self, request: RadioTune) -> Result<RadioTuneResponse, Failure> {
        Ok(RadioTuneResponse { seen: format!("tune {:?}", request.station) })
    }

    async fn radio_mute(&self, _: RadioMute) -> Result<RadioMuteResponse, Failure> {
        Ok(RadioMuteResponse { seen: "mute".to_owned() })
    }
}

async fn address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(serve(listener, router(House, Config::new()), Limits::default(), std::future::pending()));
    address
}

/// The answer to a request.
async fn sent(address: &str, request: &str, media: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let media = if media.is_empty() { String::new() } else { format!("content-type: {media}\r\n") };
    let length = body.len();
    let (line, headers) = request.split_once('\n').unwrap_or((request, ""));
    let headers = if headers.is_empty() { String::new() } else { format!("{headers}\r\n") };
    let head = format!(
        "{line} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}{media}content-length: {length}\r\n\r\n"
    );
    stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_client_sends_what_tells_a_call_apart() {
    let url = format!("http://{}", address().await);
    for encoding in [Encoding::Json, Encoding::Form] {
        let client = Client::builder(&url).encoding(encoding).build().unwrap();
        assert_eq!(client.app_user_login().name("a&b").again(2).await.unwrap().seen, "login Some(\"a&b\") Some(2)");
        assert_eq!(client.app_user_logout().await.unwrap().count, 7);
        assert_eq!(client.app_user_all().room(3).await.unwrap().seen, "all Some(3)");
        assert_eq!(client.switch_lamp().lamp(4).on(true).await.unwrap().seen, "switch Some(4) Some(true)");
        assert_eq!(client.describe_lamps().await.unwrap().lamps, ["desk"]);
        assert_eq!(client.open_door(5).wide(false).await.unwrap().seen, "open 5 Some(false)");
        assert_eq!(client.doors_id_2(6).await.unwrap().seen, "close 6");
        assert_eq!(client.set().time("noon").await.unwrap().seen, "set Some(\"noon\")");
        assert_eq!(client.stop().await.unwrap().seen, "stop");
        assert_eq!(client.radio_tune().station("1").await.unwrap().seen, "tune Some(\"1\")");
        assert_eq!(client.radio_mute().await.unwrap().seen, "mute");
    }
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=x";

#[tokio::test]
async fn a_server_finds_the_call_however_it_is_written() {
    let address = address().await;
    let part = "--x\r\nContent-Disposition: form-data; name=Action\r\n\r\nStop\r\n--x--";
    let cases = [
        ("GET /api?service=App.User.Logout", "", "", 200, "logout"),
        ("GET /api?name=x&service=App%2EUser.Login", "", "", 200, "login"),
        ("HEAD /api?service=App.User.Logout", "", "", 200, ""),
        ("POST /api?service=App.User.All", JSON, "{\"room\":1}", 200, "all Some(1)"),
        ("POST /api?service=App.User.All", "", "", 200, "all None"),
        // A body says it where the query does not.
        ("POST /api", JSON, "{\"service\":\"App.User.All\"}", 200, "all None"),
        ("POST /lamps", JSON, "{\"lamp\":\"1\",\"Act\\u0069on\":\"SwitchLamp\"}", 200, "switch Some(1)"),
        ("POST /lamps", FORM, "Action=SwitchLamp&on=1", 200, "switch None Some(true)"),
        ("POST /lamps?Action=DescribeLamps", "", "", 200, "describe"),
        ("PUT /doors/3", JSON, "{\"code\":1}", 200, "open 3"),
        ("PUT /doors/3", JSON, "{\"code\":\"2\"}", 200, "close 3"),
        ("PUT /doors/3", FORM, "code=2", 200, "close 3"),
        ("POST /radio\nx-target: Radio.Mute", "", "", 200, "mute"),
        // What no endpoint has.
        ("GET /api?service=App.User.None", "", "", 404, "`service` of `/api`"),
        ("GET /api?service=App.User.All", "", "", 404, "`service` of `/api`"),
        ("GET /api", "", "", 404, "`service` of `/api`"),
        ("POST /lamps", JSON, "{}", 404, "`Action` of `/lamps`"),
        ("POST /lamps", JSON, "{\"Action\":[\"SwitchLamp\"]}", 404, "`Action` of `/lamps`"),
        ("POST /lamps", JSON, "[\"SwitchLamp\"]", 400, ""),
        ("POST /lamps", JSON, "{\"Action\":\"SwitchLamp\"", 400, ""),
        ("POST /lamps", "text/csv", "Action", 415, "`text/csv` is not taken"),
        ("POST /clock", PARTS, part, 415, "is not taken here"),
        ("POST /radio\nx-target: Radio", JSON, "{}", 404, "`X-Target` of `/radio`"),
        ("DELETE /lamps", "", "", 405, "send POST"),
    ];
    for (request, media, body, status, found) in cases {
        let answer = sent(&address, request, media, body).await;
        let right = answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.contains(found);
        assert!(right, "{request} {body}: {answer}");
    }
}

#[tokio::test]
async fn nobody_without_a_credential_learns_what_there_is() {
    // The documents ask for none here, so one that is set is asked for nowhere.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let server = router(House, Config::new().token("secret"));
    tokio::spawn(serve(listener, server, Limits::default(), std::future::pending()));
    let answer = sent(&address, "GET /api?service=App.User.Logout", "", "").await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[tokio::test]
async fn a_frame_calls_by_the_name() {
    let service = Service::new(table(&Arc::new(House)), Config::new());
    for (name, found) in [("SwitchLamp", "switch None None"), ("App.User.Logout", "logout"), ("lamps", "no endpoint")] {
        let call = service.call(&Incoming::frame(name, None, None, Transport::WebSocket));
        let answer = String::from_utf8(call.await.body.to_vec()).unwrap();
        assert!(answer.contains(found), "{name}: {answer}");
    }
}
