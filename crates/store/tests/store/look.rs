//! Cases and events are found by what people know of them.

use cerrojo_model::Suspect;
use cerrojo_store::Suspicion;
use cerrojo_store::life::What;

use crate::support::{event, import, on_each, suspicion};

#[test]
fn cases_are_found_by_their_address_alone() {
    on_each(|store, _| async move {
        let many =
            [("192.0.2.7", 25), ("192.0.2.8", 25), ("192.0.2.7", 65_535), ("2001:db8::7", 1)];
        let mut many = many.map(|(address, port)| suspicion(address, port)).to_vec();
        // The fourth is a whole network; this one is its one address.
        let one = Suspect::new("2001:db8::7/128".parse().unwrap(), Some(1), None);
        many.push(Suspicion { suspect: one, ..suspicion("192.0.2.7", 1) });
        import(&store, "one", 0, many).await;
        for (address, numbers) in [
            ("192.0.2.7", &[1, 3][..]),
            ("::ffff:192.0.2.8", &[2]),
            ("2001:db8::7", &[5]),
            ("2001:db8::", &[]),
            ("192.0.2.6", &[]),
        ] {
            let found = store.cases_of(address.parse().unwrap()).await.unwrap();
            assert_eq!(found, numbers, "{address}");
        }
    });
}

#[test]
fn events_are_found_by_their_number_and_ends_by_their_hash() {
    on_each(|store, _| async move {
        import(&store, "one", 0, vec![suspicion("192.0.2.7", 25), suspicion("192.0.2.8", 25)])
            .await;
        let end = store.verify_log().await.unwrap().head;
        store.append(1, vec![event(1, What::Noted { text: "later".into() })]).await.unwrap();
        let head = store.verify_log().await.unwrap().head;
        assert_eq!(store.case_of_event(3).await.unwrap(), Some(1));
        assert_eq!(store.case_of_event(9).await.unwrap(), None);
        assert_eq!(store.ended_with(&end.hash).await.unwrap(), Some(2));
        assert_eq!(store.ended_with(&head.hash).await.unwrap(), Some(3));
        assert_eq!(store.ended_with(&[7; 32]).await.unwrap(), None);
    });
}
