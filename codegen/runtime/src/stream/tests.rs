use std::io;

use futures_util::future::pending;

use super::*;

fn chunks(texts: &'static [&'static str]) -> ByteStream {
    ByteStream::new(stream::iter(texts.iter().map(|text| Ok::<_, io::Error>(Bytes::from_static(text.as_bytes())))))
}

#[tokio::test]
async fn all_bytes_are_there_in_their_order() {
    for (texts, all) in [(&[][..], ""), (&["a"], "a"), (&["a", "", "bc", "d"], "abcd")] {
        assert_eq!(chunks(texts).whole().await.unwrap(), all);
    }
    let once = ByteStream::once(Bytes::from_static(b"abc"));
    assert_eq!(once.stated_length(), Some(3));
    assert_eq!(once.clone().whole().await.unwrap(), "abc");
    // Clones share them.
    assert_eq!(once.whole().await.unwrap(), "");
}

#[tokio::test]
async fn more_than_the_limit_is_an_end() {
    for (limit, fits) in [(4, true), (3, false), (0, false)] {
        let whole = chunks(&["ab", "cd"]).most(limit).whole().await;
        assert_eq!(whole.is_ok(), fits, "{limit}: {whole:?}");
        let bounded = chunks(&["ab", "cd"]).bounded(u64::try_from(limit).unwrap(), Some(Duration::from_secs(9)));
        let read: Vec<_> = bounded.collect().await;
        assert_eq!(read.iter().all(Result::is_ok), fits, "{limit}: {read:?}");
        assert_eq!(read.len(), if limit == 0 { 1 } else { 2 }, "{limit}: {read:?}");
    }
    let stated = ByteStream::new(stream::pending::<io::Result<Bytes>>()).length(5).most(4);
    assert!(matches!(stated.whole().await, Err(StreamError::TooLarge { limit: 4 })));
}

#[tokio::test(start_paused = true)]
async fn what_is_slow_lives_and_what_is_idle_ends() {
    let second = Duration::from_secs(1);
    let slow = stream::unfold(0_u8, move |at| async move {
        tokio::time::sleep(second * 9).await;
        if at == 9 { pending().await } else { Some((Ok::<_, io::Error>(Bytes::from(vec![at])), at + 1)) }
    });
    let mut bounded = ByteStream::new(slow).bounded(100, Some(second * 10));
    for at in 0..9_u8 {
        assert_eq!(bounded.next().await.unwrap().unwrap(), vec![at]);
    }
    assert!(matches!(bounded.next().await, Some(Err(StreamError::Idle { after })) if after == second * 10));
    assert!(bounded.next().await.is_none());
}

#[tokio::test]
async fn nothing_comes_behind_an_error() {
    let broken = [Ok(Bytes::from_static(b"a")), Err("no"), Ok(Bytes::from_static(b"b"))];
    let mut broken = ByteStream::new(stream::iter(broken));
    assert_eq!(broken.next().await.unwrap().unwrap(), "a");
    let error = broken.next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.source().unwrap().to_string().as_str()),
        ("the bytes ended early", "no")
    );
    assert!(broken.next().await.is_none());
    #[cfg(feature = "client")]
    assert_eq!(broken.passed(), 3);
}
