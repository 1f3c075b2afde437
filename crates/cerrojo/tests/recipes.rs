//! Holds the closing recipes and the table of recognised software together.
//!
//! The two rooms do not know each other: letters are written by name, and recognition gives it.

use std::collections::BTreeSet;

use cerrojo_letters::recipe::{self, Recipe};
use cerrojo_model::Kind;
use cerrojo_probe::software::{PRODUCTS, Product, Speaks};

/// Products that nobody can open, or that are somebody's test tool: there is nothing to close.
const NOTHING_TO_CLOSE: &[&str] = &[
    "Akamai",
    "Amazon CloudFront",
    "Cloudflare",
    "Fastly",
    "Gmail",
    "Google Front End",
    "MailHog",
    "Mailpit",
    "OpenBSD spamd",
    "Python smtpd module",
    "SubEthaSMTP",
    "Zscaler",
    "aiosmtpd",
    "smtp4dev",
];

/// Products that can be open and have no recipe yet: their letters say what to do in general.
const NO_RECIPE: &[&str] = &[
    "Apache James",
    "Apt-Cacher NG",
    "ArGoSoft Mail Server",
    "Axigen",
    "Barracuda Email Security Gateway",
    "Burp Suite",
    "CERN httpd",
    "COW",
    "Charles",
    "Cisco Secure Email Gateway (AsyncOS)",
    "Cisco Secure Web Appliance (AsyncOS)",
    "Citadel",
    "Cntlm",
    "CommuniGate Pro",
    "DansGuardian",
    "DeleGate",
    "Fiddler",
    "FreeProxy",
    "Frox",
    "GroupWise Internet Agent",
    "H2O",
    "HAVP",
    "Halon",
    "I2P",
    "IBM WebSphere Edge Caching Proxy",
    "IMail Server",
    "Internet Junkbuster",
    "Jana Server",
    "Kerio Control",
    "KumoMTA",
    "McAfee Web Gateway",
    "Mercury Mail Transport System",
    "Microsoft Forefront TMG (ISA Server)",
    "Microsoft IIS with Application Request Routing",
    "Momentum (Ecelerity)",
    "Ncat",
    "NetApp NetCache",
    "Novell BorderManager",
    "Oops!",
    "OpenText FirstClass",
    "Oracle Communications Messaging Server",
    "Polipo",
    "Postal",
    "PowerMTA",
    "Proofpoint Email Protection",
    "Proxy+",
    "Sophos Email Appliance",
    "Sophos UTM",
    "Stalwart",
    "Sun Java System Web Proxy Server",
    "SurgeMail",
    "Symantec Messaging Gateway",
    "Synchronet",
    "The Proxomitron",
    "Traffic Inspector",
    "Trend Micro InterScan Messaging Security",
    "WWWOFFLE",
    "Websense Content Gateway",
    "WinProxy",
    "XMail",
    "ZAP",
    "Ziproxy",
    "chasquid",
    "i2pd",
    "lighttpd",
    "masqmail",
    "mitmproxy",
    "proxy-chain",
    "proxy.py",
    "qpsmtpd",
];

/// What a product is found to be when it is open.
fn kind(product: &Product) -> Kind {
    match product.speaks {
        Speaks::Mail => Kind::OpenRelay,
        _ => Kind::OpenProxy,
    }
}

#[test]
fn every_recipe_names_software_that_is_recognised_and_of_its_kind() {
    for recipe in recipe::all() {
        for name in &recipe.software {
            let product = PRODUCTS.iter().find(|product| product.name == name);
            let product = product.unwrap_or_else(|| panic!("{}: {name}", recipe.id));
            assert_eq!(kind(product), recipe.kind, "{}: {name}", recipe.id);
        }
    }
}

#[test]
fn every_product_has_one_recipe_or_stands_on_a_list_without() {
    let mut lists = BTreeSet::new();
    for name in NOTHING_TO_CLOSE.iter().chain(NO_RECIPE) {
        assert!(lists.insert(*name), "{name} stands there twice");
        assert!(PRODUCTS.iter().any(|product| product.name == *name), "{name} is no product");
    }
    for product in PRODUCTS {
        let found = recipe::for_software(product.name, None, kind(product));
        let listed = lists.contains(product.name);
        assert_ne!(found.is_some(), listed, "{}", product.name);
        let named = |recipe: &&Recipe| recipe.software.iter().any(|name| name == product.name);
        let all = recipe::all().iter().filter(named).filter(|it| it.versions.is_none()).count();
        assert!(all <= 1, "{} has {all} recipes for all versions", product.name);
    }
}
