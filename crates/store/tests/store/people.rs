//! Everybody besides the suspects: what is put there is listed, replaced, removed, and refused where it is wrong.

use std::fmt::Debug;

use cerrojo_store::{
    Bounce, CONTROL_PERCENT, Contact, Excluded, Exclusion, Health, Override, Partner, Role, Scope,
    Store, StoreError, User,
};

use crate::support::{at, import, on_each, suspicion};

const SECRET: (&[u8], u8) = (b"a secret", CONTROL_PERCENT);

fn refused<T: Debug>(result: Result<T, StoreError>, why: &str) {
    let error = result.unwrap_err();
    assert!(matches!(error, StoreError::Conflict { .. } | StoreError::Missing { .. }), "{error:?}");
    assert!(error.to_string().contains(why), "{error}");
}

#[test]
fn sources_count_what_they_named() {
    on_each(|store, _| async move {
        let two = vec![suspicion("192.0.2.7", 25), suspicion("192.0.2.8", 25)];
        import(&store, "two", 0, two).await;
        import(&store, "two", 5, vec![suspicion("192.0.2.7", 25)]).await;
        import(&store, "Nothing", 6, vec![]).await;
        let sources = store.sources().await.unwrap();
        let shown: Vec<_> = sources.iter().map(|it| (it.name.as_str(), it.suspects)).collect();
        assert_eq!(shown, [("Nothing", 0), ("two", 2)]);
        assert_eq!((sources[1].first_import_at, sources[1].last_import_at), (at(0), at(5)));
    });
}

#[test]
fn contacts_are_one_whoever_writes_them_and_their_group_is_for_ever() {
    on_each(|store, _| async move {
        let contact = store.put_contact("Noc@A.EXAMPLE", None, SECRET, at(0)).await.unwrap();
        assert_eq!((contact.address.as_str(), contact.health), ("Noc@a.example", Health::Untried));
        assert_eq!(contact.control, Contact::is_control("Noc@a.example", SECRET.0, SECRET.1));
        let german = store.put_contact("Noc@a.example", Some("de"), SECRET, at(1)).await.unwrap();
        assert_eq!((german.language.as_deref(), german.since), (Some("de"), at(0)));
        // Another share or another secret later: who is in a group stays in it.
        let all = store.put_contact("Noc@a.example", None, (b"x", 100), at(2)).await.unwrap();
        assert_eq!((all.control, all.language.as_deref()), (contact.control, Some("de")));
        assert!(store.put_contact("b@b.example", None, (b"x", 100), at(2)).await.unwrap().control);
        // Capital letters before small ones in both databases.
        let listed = store.contacts("", 9).await.unwrap();
        assert_eq!(listed, [all, store.contact("b@B.example").await.unwrap().unwrap()]);
        assert_eq!(store.contacts("Noc@a.example", 9).await.unwrap().len(), 1);
        refused(store.put_contact("nobody", None, SECRET, at(0)).await, "NAME@DOMAIN");
        refused(store.put_contact("a@b.example", Some("?"), SECRET, at(0)).await, "no language");
        store.remove_contact("b@b.example").await.unwrap();
        refused(store.remove_contact("b@b.example").await, "there is no contact");
        assert_eq!(store.contact("b@b.example").await.unwrap(), None);
    });
}

#[test]
fn an_address_that_letters_come_back_from_is_none() {
    on_each(|store, _| async move {
        let address = |name: &str| format!("{name}@a.example");
        for name in ["hard", "soft", "quick", "works", "slow", "no"] {
            store.put_contact(&address(name), None, SECRET, at(0)).await.unwrap();
        }
        let bounce = async |name: &str, how, hours| {
            store.contact_bounced(&address(name), how, at(hours)).await.unwrap().health
        };
        assert_eq!(bounce("hard", Bounce::Hard, 1).await, Health::Bounced);
        assert_eq!(bounce("no", Bounce::Refused, 1).await, Health::Refused);
        let no = store.contact_works(&address("no"), at(2)).await.unwrap();
        assert_eq!(no.health, Health::Refused);
        for n in 0..4 {
            assert_eq!(bounce("soft", Bounce::Soft, n * 30).await, Health::Untried);
            assert_eq!(bounce("works", Bounce::Soft, n * 30).await, Health::Untried);
        }
        assert_eq!(bounce("soft", Bounce::Soft, 120).await, Health::Bounced);
        // Five at once say less than five over as many days; one that arrives begins anew.
        for n in 0..9 {
            assert_eq!(bounce("quick", Bounce::Soft, n).await, Health::Untried);
        }
        let works = store.contact_works(&address("works"), at(100)).await.unwrap();
        assert_eq!((works.health, works.soft_bounces), (Health::Works, 0));
        assert_eq!(bounce("works", Bounce::Soft, 120).await, Health::Works);
        for n in 0..9 {
            assert_eq!(bounce("slow", Bounce::Soft, n * 24 * 20).await, Health::Untried);
        }
        refused(store.contact_works(&address("stranger"), at(1)).await, "there is no contact");
    });
}

#[test]
fn what_people_decided_is_replaced_and_taken_back() {
    on_each(|store, _| async move {
        let decided = |about: &str, contacts: &[&str]| Override {
            subject: about.parse().unwrap(),
            contacts: contacts.iter().map(|it| (*it).to_owned()).collect(),
            note: "asked by telephone".into(),
            who: "ana".into(),
            at: at(1),
        };
        store
            .put_override(&decided("192.0.2.0/24", &["a@A.example", "b@b.example"]))
            .await
            .unwrap();
        store.put_override(&decided("AS64496", &[])).await.unwrap();
        store.put_override(&decided("192.0.2.9/24", &["c@c.example"])).await.unwrap();
        let listed = store.overrides().await.unwrap();
        assert_eq!(listed, [decided("192.0.2.0/24", &["c@c.example"]), decided("AS64496", &[])]);
        refused(store.put_override(&decided("DE", &["nobody"])).await, "NAME@DOMAIN");
        let nobody = Override { who: " ".into(), ..decided("DE", &[]) };
        refused(store.put_override(&nobody).await, "who decided is empty");
        store.remove_override(&listed[1].subject).await.unwrap();
        refused(store.remove_override(&listed[1].subject).await, "no override for `AS64496`");
    });
}

#[test]
fn the_nearest_and_the_widest_exclusion_both_count() {
    on_each(|store, _| async move {
        let exclusion = |network: &str, mail, checks| Exclusion {
            network: network.parse().unwrap(),
            from: Excluded { mail, checks },
            why: "they asked".into(),
            who: "ana".into(),
            at: at(1),
        };
        store.put_exclusion(&exclusion("192.0.2.0/24", true, true)).await.unwrap();
        store.put_exclusion(&exclusion("192.0.2.0/24", true, false)).await.unwrap();
        store.put_exclusion(&exclusion("192.0.2.7/32", false, true)).await.unwrap();
        store.put_exclusion(&exclusion("2001:db8::/32", false, true)).await.unwrap();
        assert_eq!(store.exclusions().await.unwrap().len(), 3);
        for (address, mail, checks) in [
            ("192.0.2.7", true, true),
            ("::ffff:192.0.2.7", true, true),
            ("192.0.2.8", true, false),
            ("192.0.3.8", false, false),
            ("2001:db8:1::1", false, true),
        ] {
            let from = store.excluded(address.parse().unwrap()).await.unwrap();
            assert_eq!(from, Excluded { mail, checks }, "{address}");
        }
        refused(store.put_exclusion(&exclusion("192.0.2.9/32", false, false)).await, "or of both");
        let silent = Exclusion { why: "a\nb".into(), ..exclusion("192.0.2.9/32", true, false) };
        refused(store.put_exclusion(&silent).await, "line break");
        store.remove_exclusion("192.0.2.0/24".parse().unwrap()).await.unwrap();
        refused(store.remove_exclusion("192.0.2.0/24".parse().unwrap()).await, "no exclusion of");
    });
}

#[test]
fn scopes_and_partners_have_a_name_and_what_belongs_to_it() {
    on_each(|store, _| async move {
        let scope = |text: &str| Scope {
            name: "mandate".into(),
            text: text.into(),
            who: "ana".into(),
            at: at(1),
        };
        store.put_scope(&scope("one\n")).await.unwrap();
        store.put_scope(&scope("two\n")).await.unwrap();
        assert_eq!(store.scopes().await.unwrap(), [scope("two\n")]);
        assert_eq!(store.scope("mandate").await.unwrap(), Some(scope("two\n")));
        assert_eq!(store.scope("other").await.unwrap(), None);
        refused(store.put_scope(&scope(" \n")).await, "empty");
        store.remove_scope("mandate").await.unwrap();
        refused(store.remove_scope("mandate").await, "no scope `mandate`");

        let partner = |name: &str, country: &str, link: &str| Partner {
            name: name.into(),
            country: country.into(),
            logo_text: "CERT".into(),
            link: link.into(),
            since: at(1),
        };
        let good = "https://cert.example/about";
        for name in ["Österreich", "alpha", "Zulu"] {
            store.put_partner(&partner(name, "AT", good)).await.unwrap();
        }
        let listed = store.partners().await.unwrap();
        let names: Vec<_> = listed.iter().map(|partner| partner.name.as_str()).collect();
        assert_eq!(names, ["Zulu", "alpha", "Österreich"]);
        refused(store.put_partner(&partner("x", "at", good)).await, "two capital letters");
        for bad in ["http://a.example", "https://", "https://u@a.example", "https://a.example/\">"]
        {
            refused(store.put_partner(&partner("x", "AT", bad)).await, "no link");
        }
        store.remove_partner("alpha").await.unwrap();
        refused(store.remove_partner("alpha").await, "no partner");
    });
}

async fn put_user(store: &Store, name: &str, role: &str) -> Result<(), StoreError> {
    store.put_user(&User { name: name.into(), role: Role::find(role)?, since: at(1) }).await
}

#[test]
fn somebody_can_always_say_who_may_do_what() {
    on_each(|store, _| async move {
        // Before the first administrator there may be others.
        put_user(&store, "eva", "viewer").await.unwrap();
        put_user(&store, "ana", "administrator").await.unwrap();
        refused(put_user(&store, "ana", "editor").await, "no administrator would be left");
        refused(store.remove_user("ana").await, "no administrator would be left");
        put_user(&store, "eva", "administrator").await.unwrap();
        store.remove_user("ana").await.unwrap();
        refused(store.remove_user("ana").await, "no user `ana`");
        refused(put_user(&store, "ivo", "root").await, "no role");
        let users = store.users().await.unwrap();
        assert_eq!((users.len(), users[0].role.id), (1, "administrator"));
        assert_eq!(store.user("eva").await.unwrap().as_ref(), users.first());
    });
}
