use std::io;

use futures_util::future::pending;

use super::*;

/// A stream that must not be asked again once it has ended.
fn chunks(texts: &'static [&'static str]) -> ByteStream {
    ByteStream::new(stream::unfold(texts.iter(), |mut left| async move {
        left.next().map(|text| (Ok::<_, io::Error>(Bytes::from_static(text.as_bytes())), left))
    }))
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

#[tokio::test]
async fn there_are_as_many_bytes_as_are_stated() {
    for (texts, stated, fits) in [
        (&["ab", "cd"][..], 4, true),
        (&["ab", "", "cd", ""], 4, true),
        (&[], 0, true),
        (&[""], 0, true),
        (&["ab", "cd"], 3, false),
        (&["ab", "cd"], 2, false),
        (&["ab", "cd"], 5, false),
        (&["a"], 0, false),
        (&[], 1, false),
    ] {
        let mut stream = chunks(texts).length(stated);
        let read: Vec<_> = stream.by_ref().collect().await;
        let (good, bad): (Vec<_>, Vec<_>) = read.into_iter().partition(Result::is_ok);
        let came: usize = good.iter().flatten().map(Bytes::len).sum();
        assert!(u64::try_from(came).unwrap() <= stated, "{texts:?} {stated}");
        assert_eq!(bad.is_empty(), fits, "{texts:?} {stated}: {bad:?}");
        assert!(bad.len() <= 1 && bad.iter().all(|error| matches!(error, Err(StreamError::Length { .. }))), "{bad:?}");
        // What one writes who looks no further than to the length is never all that is stated where it is not all.
        assert_eq!(u64::try_from(came).unwrap() == stated, fits || stated == 0, "{texts:?} {stated}");
        assert!(stream.next().await.is_none(), "{texts:?} {stated}");
        let hint = Body::size_hint(&chunks(texts).length(stated));
        assert_eq!(hint.exact(), Some(stated).filter(|stated| *stated > 0));
    }
}

/// Each of two tasks that read one stream is woken, also where the other one gives up.
#[tokio::test(start_paused = true)]
async fn clones_that_wait_at_once_are_all_woken() {
    let (sender, receiver) = tokio::sync::mpsc::channel::<io::Result<Bytes>>(4);
    let chunks = stream::unfold(receiver, |mut receiver| async { receiver.recv().await.map(|next| (next, receiver)) });
    let stream = ByteStream::new(chunks);
    let read = |mut stream: ByteStream| tokio::spawn(async move { stream.next().await.map(Result::unwrap) });
    let (one, two, gone) = (read(stream.clone()), read(stream.clone()), read(stream));
    tokio::time::sleep(Duration::from_secs(1)).await;
    // It asked last, and asks no more.
    gone.abort();
    tokio::time::sleep(Duration::from_secs(1)).await;
    sender.send(Ok(Bytes::from_static(b"a"))).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    drop(sender);
    let read = tokio::time::timeout(Duration::from_secs(9), async { (one.await.unwrap(), two.await.unwrap()) });
    let (one, two) = read.await.expect("both are woken");
    let mut read = [one, two].map(|read| read.map(|bytes| bytes.to_vec()));
    read.sort();
    assert_eq!(read, [None, Some(b"a".to_vec())]);
}
