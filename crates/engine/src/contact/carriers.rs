//! Who works in so many countries that none of them tells their language.

/// Autonomous systems of carriers and hosting companies that reach around the world: those that call their own
/// scope "Global" in `PeeringDB` and are known beyond one continent. A list to read and to argue about, no more:
/// whoever prefers another language says so in a security.txt, or is written into a rule.
pub const INTERNATIONAL: &[(u32, &str)] = &[
    (174, "Cogent"),
    (1273, "Vodafone (international)"),
    (1299, "Arelion"),
    (2914, "NTT (international)"),
    (3257, "GTT"),
    (3356, "Lumen"),
    (3491, "PCCW Global"),
    (5511, "Orange (international)"),
    (6453, "Tata Communications"),
    (6461, "Zayo"),
    (6762, "Sparkle"),
    (6939, "Hurricane Electric"),
    (8075, "Microsoft"),
    (9009, "M247"),
    (12956, "Telxius"),
    (13335, "Cloudflare"),
    (14061, "DigitalOcean"),
    (14618, "Amazon"),
    (15169, "Google"),
    (16276, "OVHcloud"),
    (16509, "Amazon"),
    (20473, "Vultr"),
    (20940, "Akamai"),
    (31898, "Oracle"),
    (36351, "IBM Cloud"),
    (45102, "Alibaba Cloud (international)"),
    (54113, "Fastly"),
    (60068, "CDN77"),
    (63949, "Akamai (Linode)"),
    (132_203, "Tencent Cloud (international)"),
    (136_907, "Huawei Cloud (international)"),
    (212_238, "Datacamp"),
    (396_982, "Google Cloud"),
];

/// So many countries make somebody international who is not in the list.
pub const COUNTRIES_OF_INTERNATIONAL: usize = 5;

/// Whether an autonomous system is one of those.
#[must_use]
pub fn is_international(asn: u32) -> bool {
    INTERNATIONAL.binary_search_by_key(&asn, |(asn, _)| *asn).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_finds_its_own() {
        assert!(INTERNATIONAL.is_sorted_by(|a, b| a.0 < b.0));
        assert!(INTERNATIONAL.iter().all(|(asn, name)| is_international(*asn) && !name.is_empty()));
        assert!(!is_international(64_496));
    }
}
