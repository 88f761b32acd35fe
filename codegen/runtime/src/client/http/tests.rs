use super::*;
use crate::Endpoint;

static TWO: Api = Api { servers: &["https://first.example/v1", "http://second.example"], ..Api::PLAIN };

#[test]
fn a_base_url_replaces_every_server() {
    let own = &*Box::leak(Box::new(Info {
        api: &TWO,
        server: Some("https://own.example"),
        ..*crate::testing::GetNote::INFO
    }));
    let usual = &*Box::leak(Box::new(Info { api: &TWO, ..*crate::testing::GetNote::INFO }));
    for (base, info, expected) in [
        (None, Some(usual), "https://first.example/v1/get_note"),
        (None, Some(own), "https://own.example/get_note"),
        (None, None, "https://first.example/v1/raw"),
        (Some("http://here/x"), Some(usual), "http://here/x/get_note"),
        (Some("http://here/x"), Some(own), "http://here/x/get_note"),
    ] {
        let http = Http {
            api: &TWO,
            client: reqwest::Client::builder()
                .tls_backend_preconfigured(crate::client::tls::config(false).unwrap())
                .build()
                .unwrap(),
            base: base.map(str::to_owned),
            encoding: Encoding::Json,
            credentials: Credentials::default(),
            max_body: 1,
            max_stream: 1,
        };
        let request =
            Request { info, name: "raw".into(), parameters: String::new(), files: Vec::new(), streams: false };
        assert_eq!(http.url(&request, None).unwrap().as_str(), expected);
    }
}
