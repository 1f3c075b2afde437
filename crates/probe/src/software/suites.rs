//! What mail suites and mail servers that are sold say of themselves.

use super::Wording::{Banner, Ehlo, Help, Refusal};
use super::{Example, Product, Speaks};

pub(super) const ARGOSOFT: Product = Product {
    id: "argosoft",
    name: "ArGoSoft Mail Server",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("ArGoSoft Mail Server, Version {version}")],
        &[Banner("ArGoSoft Mail Server Freeware, Version {version}")],
        &[Banner("^ArGoSoft Mail Server Pro for WinNT/2000/XP, Version {version}")],
    ],
    examples: &[
        Example::greets("220 mail.example.org ArGoSoft Mail Server, Version 1.8 (1.8.9.5)")
            .version("1.8"),
        Example::greets("220 pc ArGoSoft Mail Server Freeware, Version 1.8 (1.8.2.5)")
            .version("1.8"),
        Example::greets("220 ArGoSoft Mail Server Pro for WinNT/2000/XP, Version 1.8 (1.8.6.7)")
            .version("1.8"),
    ],
    look_alikes: &[Example::greets("220 argosoft.example.org Mail Server, Version 1.8")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const AXIGEN: Product = Product {
    id: "axigen",
    name: "Axigen",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("Axigen ESMTP ready")], &[Ehlo("Axigen ESMTP hello")]],
    examples: &[
        Example::greets("220 mail.example.org Axigen ESMTP ready")
            .ehlo(&["mail.example.org Axigen ESMTP hello", "PIPELINING"]),
        Example::greets("220 mail.example.org Mail ESMTP ready")
            .ehlo(&["mail.example.org Axigen ESMTP hello", "PIPELINING"]),
    ],
    look_alikes: &[Example::greets("220 axigen.example.org ESMTP ready")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const COMMUNIGATE_PRO: Product = Product {
    id: "communigate-pro",
    name: "CommuniGate Pro",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("ESMTP CommuniGate Pro {version}")], &[Banner("ESMTP CommuniGate Pro")]],
    examples: &[
        Example::greets("220 mail.example.org ESMTP CommuniGate Pro 6.3.20 is glad to see you!")
            .version("6.3.20"),
        Example::greets("220 mail.example.org ESMTP CommuniGate Pro 5.1.4i is glad to see you!")
            .version("5.1.4i"),
        Example::greets("220 mail.example.org ESMTP CommuniGate Pro"),
    ],
    look_alikes: &[Example::greets("220 mail.example.org SMTP is glad to see you!")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const FIRSTCLASS: Product = Product {
    id: "firstclass",
    name: "OpenText FirstClass",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("FirstClass ESMTP Mail Server v{version} ready")],
        &[Banner("FirstClass SMTP Submission Server v{version} ready")],
    ],
    examples: &[
        Example::greets("220 mail.example.org FirstClass ESMTP Mail Server v12.1 ready")
            .version("12.1"),
        Example::greets("220 mail.example.org FirstClass SMTP Submission Server v12.1 ready")
            .version("12.1"),
    ],
    look_alikes: &[Example::greets("220 firstclass.example.org ESMTP Mail Server v12.1 ready")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const GROUPWISE: Product = Product {
    id: "groupwise",
    name: "GroupWise Internet Agent",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("GroupWise Internet Agent {version}")]],
    examples: &[
        Example::greets(
            "220 mail.example.org GroupWise Internet Agent 7.0.1 Copyright (c) 1993-2006 Novell, Inc.  All rights reserved. Ready",
        )
        .version("7.0.1"),
        Example::greets(
            "220 gw.example.org GroupWise Internet Agent 8.0.2 Copyright (c) 1993-2010 Novell, Inc.  All rights reserved. Ready",
        )
        .version("8.0.2"),
    ],
    look_alikes: &[Example::greets("220 groupwise.example.org Ready")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const HCL_DOMINO: Product = Product {
    id: "hcl-domino",
    name: "HCL Domino",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("ESMTP Service (HCL Domino Release {version}")],
        &[Banner("ESMTP Service (IBM Domino Release {version}")],
        &[Banner("ESMTP Service (Lotus Domino Release {version}")],
        &[Banner("^ESMTP Service (Lotus Domino Release {version}")],
    ],
    examples: &[
        Example::greets(
            "220 mail.example.org ESMTP Service (HCL Domino Release 14.0FP4) ready at Sun, 22 Nov 2026 10:00:00 +0100",
        )
        .version("14.0FP4"),
        Example::greets(
            "220 mail.example.org ESMTP Service (IBM Domino Release 9.0.1FP10 HF383) ready at Sun, 22 Nov 2026 10:00:00 +0100",
        )
        .version("9.0.1FP10"),
        Example::greets(
            "220 mail.example.org ESMTP Service (Lotus Domino Release 8.5.1) ready at Sun, 22 Nov 2026 10:00:00 +0100",
        )
        .version("8.5.1"),
        Example::greets(
            "220 ESMTP Service (Lotus Domino Release 6.5.4) ready at Sun, 22 Nov 2026 10:00:00 +0100",
        )
        .version("6.5.4"),
    ],
    look_alikes: &[Example::greets("220 domino.example.org ESMTP Service ready at Sun, 22 Nov 2026")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const HMAILSERVER: Product = Product {
    id: "hmailserver",
    name: "hMailServer",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("ESMTP hMailServer {version}")],
        &[Refusal("^550 Delivery is not allowed to this address.$")],
        &[Refusal("^530 SMTP authentication is required.$")],
        &[Help("^DATA HELO EHLO MAIL NOOP QUIT RCPT RSET SAML TURN VRFY$")],
    ],
    examples: &[
        Example::greets("220 SERVER1 ESMTP")
            .ehlo(&["SERVER1", "SIZE 20480000", "AUTH LOGIN", "HELP"])
            .refuses(&["530 SMTP authentication is required."]),
        Example::greets("220 SERVER1 ESMTP")
            .refuses(&["550 Delivery is not allowed to this address."]),
        Example::greets("220 mail.example.org ESMTP")
            .help("211 DATA HELO EHLO MAIL NOOP QUIT RCPT RSET SAML TURN VRFY"),
        Example::greets("220 mail.example.org ESMTP hMailServer 5.6.8-B2574")
            .version("5.6.8-B2574"),
    ],
    look_alikes: &[
        Example::greets("220 hmailserver.example.org ESMTP"),
        Example::greets("220 mail ESMTP").refuses(&["530 5.7.0 Authentication required"]),
    ],
    source: "https://github.com/hmailserver/hmailserver/blob/master/hmailserver/source/Server/SMTP/SMTPConnection.cpp",
};

pub(super) const ICEWARP: Product = Product {
    id: "icewarp",
    name: "IceWarp",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("ESMTP IceWarp {version}")],
        &[Banner("SMTP IceWarp {version}")],
        &[Banner("ESMTP Merak {version}")],
    ],
    examples: &[
        Example::greets(
            "220 mail.example.org ESMTP IceWarp 11.4.6.0 x64; Tue, 22 May 2018 15:53:07 +0200",
        )
        .version("11.4.6.0"),
        Example::greets(
            "220 mail.example.org SMTP IceWarp 10.4.5; Tue, 22 May 2018 15:53:07 +0200",
        )
        .version("10.4.5"),
        Example::greets("220 mail.example.org ESMTP Merak 6.1.0; Mon, 15 Sep 2003 13:48:11 -0400")
            .version("6.1.0"),
    ],
    look_alikes: &[Example::greets(
        "220 icewarp.example.org ESMTP; Tue, 22 May 2018 15:53:07 +0200",
    )],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const IMAIL: Product = Product {
    id: "imail",
    name: "IMail Server",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("(IMail {version}")]],
    examples: &[
        Example::greets("220 mail.example.org (IMail 8.22 1234-1) NT-ESMTP Server X1")
            .version("8.22"),
        Example::greets("220 X1 NT-ESMTP Server mail.example.org (IMail 6.06 71-1)")
            .version("6.06"),
    ],
    look_alikes: &[Example::greets("220 imail.example.org NT-ESMTP Server X1")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const KERIO_CONNECT: Product = Product {
    id: "kerio-connect",
    name: "Kerio Connect",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("Kerio Connect {version}")], &[Banner("Kerio MailServer {version}")]],
    examples: &[
        Example::greets("220 mail.example.org Kerio Connect 9.2.12 patch 1 ESMTP ready")
            .version("9.2.12"),
        Example::greets("220 mail.example.org Kerio Connect 9.4.2 ESMTP ready").version("9.4.2"),
        Example::greets("220 mail.example.org Kerio MailServer 6.5.2 ESMTP ready").version("6.5.2"),
    ],
    look_alikes: &[Example::greets("220 kerio.example.org ESMTP ready")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const MAILENABLE: Product = Product {
    id: "mailenable",
    name: "MailEnable",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("ESMTP MailEnable Service, Version: {version}")],
        &[Ehlo("this server offers {word} extensions$")],
        &[Refusal("This mail server requires authentication when attempting to send to a non-local e-mail address")],
        &[Help("^Help:->Supported Commands: ")],
    ],
    examples: &[
        Example::greets("220 mail.example.org ESMTP MailEnable Service, Version: 10.43-- ready at 04/28/23 04:52:19")
            .ehlo(&[
                "example.org [192.0.2.1], this server offers 4 extensions",
                "AUTH LOGIN",
                "SIZE 5120000",
                "HELP",
                "AUTH=LOGIN",
            ])
            .version("10.43"),
        Example::greets("220 mail.example.org ESMTP").refuses(&[
            "503 This mail server requires authentication when attempting to send to a non-local e-mail address. Please check your mail client settings or contact your administrator",
        ]),
        Example::greets("220 mail.example.org ESMTP")
            .help("211 Help:->Supported Commands: HELO,EHLO,QUIT,HELP,RCPT,MAIL,DATA,RSET,NOOP"),
    ],
    look_alikes: &[Example::greets("220 mailenable.example.org ESMTP ready at 04/28/23 04:52:19")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const MDAEMON: Product = Product {
    id: "mdaemon",
    name: "MDaemon Email Server",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("ESMTP MDaemon {version}")], &[Banner("ESMTP MSA MDaemon {version}")]],
    examples: &[
        Example::greets(
            "220 mail.example.org ESMTP MDaemon 7.1.2; Tue, 10 Aug 2004 16:59:55 +0800",
        )
        .version("7.1.2"),
        Example::greets(
            "220 mail.example.org ESMTP MSA MDaemon 13.0.5; Sun, 22 Nov 2026 10:00:00 +0000",
        )
        .version("13.0.5"),
    ],
    look_alikes: &[Example::greets(
        "220 mdaemon.example.org ESMTP; Sun, 22 Nov 2026 10:00:00 +0000",
    )],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const MERCURY: Product = Product {
    id: "mercury",
    name: "Mercury Mail Transport System",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("Mercury/32 v{version} ESMTP server ready.")],
        &[Ehlo("ESMTPs are:$")],
        &[Refusal("We do not relay non-local mail, sorry.")],
    ],
    examples: &[
        Example::greets("220 mail.example.org Mercury/32 v4.01a ESMTP server ready.")
            .version("4.01a"),
        Example::greets("220 localhost ESMTP server ready.")
            .ehlo(&["localhost Hello probe.example; ESMTPs are:", "TIME", "SIZE 0", "HELP"])
            .refuses(&["553 We do not relay non-local mail, sorry."]),
    ],
    look_alikes: &[Example::greets("220 mercury.example.org ESMTP server ready.")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

/// Exchange 2007 and later, Exchange Online included. Older ones speak through the SMTP service
/// of IIS and are named so.
pub(super) const MICROSOFT_EXCHANGE: Product = Product {
    id: "microsoft-exchange",
    name: "Microsoft Exchange Server",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("Microsoft ESMTP MAIL Service ready at")],
        &[Ehlo("^X-ANONYMOUSTLS$")],
        &[Ehlo("^XRDST$")],
        &[Refusal("^550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain")],
    ],
    examples: &[
        Example::greets(
            "220 mail1.example.org Microsoft ESMTP MAIL Service ready at Fri, 5 Aug 2016 16:24:41 -0700",
        )
        .ehlo(&[
            "mail1.example.org Hello [192.0.2.1]",
            "SIZE 37748736",
            "STARTTLS",
            "X-ANONYMOUSTLS",
            "AUTH NTLM",
            "X-EXPS GSSAPI NTLM",
            "8BITMIME",
            "XRDST",
        ])
        .refuses(&["550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"]),
        Example::greets("220 mail ESMTP").ehlo(&["mail Hello [192.0.2.1]", "X-ANONYMOUSTLS"]),
        Example::greets("220 mail ESMTP")
            .refuses(&["550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"]),
    ],
    look_alikes: &[
        Example::greets("220 exchange.example.org ESMTP"),
        Example::greets("220 WEB1 Microsoft ESMTP MAIL Service, Version: 10.0.17763.1697 ready at  Wed, 4 Jan 2023 00:05:27 -0500"),
        Example::greets("220 mail ESMTP").refuses(&["550 5.7.1 Unable to relay"]),
    ],
    source: "https://learn.microsoft.com/en-us/exchange/mail-flow/test-smtp-telnet",
};

pub(super) const MICROSOFT_IIS_SMTP: Product = Product {
    id: "microsoft-iis-smtp",
    name: "Microsoft IIS SMTP service",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("Microsoft ESMTP MAIL Service, Version: {version}")],
        &[Refusal("^550 5.7.1 Unable to relay for {word}")],
    ],
    examples: &[
        Example::greets(
            "220 WEB1 Microsoft ESMTP MAIL Service, Version: 10.0.17763.1697 ready at  Wed, 4 Jan 2023 00:05:27 -0500 ",
        )
        .ehlo(&["WEB1 Hello [192.0.2.1]", "TURN", "SIZE 2097152", "ETRN", "PIPELINING"])
        .refuses(&["550 5.7.1 Unable to relay for token@sink.example"])
        .version("10.0.17763.1697"),
        Example::greets("220 mail.example.org ESMTP")
            .refuses(&["550 5.7.1 Unable to relay for token@sink.example"]),
    ],
    look_alikes: &[
        Example::greets("220 mail1.example.org Microsoft ESMTP MAIL Service ready at Fri, 5 Aug 2016 16:24:41 -0700"),
        Example::greets("220 iis.example.org ESMTP").refuses(&["550 5.7.1 Unable to relay"]),
    ],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const ORACLE_MESSAGING_SERVER: Product = Product {
    id: "oracle-messaging-server",
    name: "Oracle Communications Messaging Server",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("Server ESMTP (Oracle Communications Messaging Server {version}")],
        &[Banner("Server ESMTP (Oracle Communications Messaging Exchange Server {version}")],
        &[Banner("Server ESMTP (Sun Java(tm) System Messaging Server {version}")],
        &[Banner("Server ESMTP (Sun Java System Messaging Server {version}")],
        &[Banner("Server ESMTP (iPlanet Messaging Server {version}")],
    ],
    examples: &[
        Example::greets(
            "220 mail.example.org -- Server ESMTP (Oracle Communications Messaging Server 7.0.5.32.0 64bit (built Jul 16 2014))",
        )
        .version("7.0.5.32.0"),
        Example::greets(
            "220 mail.example.org -- Server ESMTP (Oracle Communications Messaging Exchange Server 7u4-20.01 64bit (built Nov 21 2010))",
        )
        .version("7u4-20.01"),
        Example::greets(
            "220 mail.example.org -- Server ESMTP (Sun Java(tm) System Messaging Server 7.3-11.01 64bit (built Sep  1 2009))",
        )
        .version("7.3-11.01"),
        Example::greets(
            "220 mail.example.org -- Server ESMTP (Sun Java System Messaging Server 6.1 (built Apr 28 2004))",
        )
        .version("6.1"),
        Example::greets("220 mail.example.org -- Server ESMTP (iPlanet Messaging Server 5.2 Patch 2 (built Jul 14 2004))")
            .version("5.2"),
    ],
    look_alikes: &[Example::greets("220 mail.example.org -- Server ESMTP (built Jul 16 2014)")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const SURGEMAIL: Product = Product {
    id: "surgemail",
    name: "SurgeMail",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("SurgeSMTP (Version {version})")],
        &[Banner("(Surgemail Version {version})")],
    ],
    examples: &[
        Example::greets("220 mail.example.org SurgeSMTP (Version 7.1f-15) http://surgemail.com")
            .version("7.1f-15"),
        Example::greets("220 SMTP mail.example.org (Surgemail Version 3.7b6-6)").version("3.7b6-6"),
    ],
    look_alikes: &[Example::greets("220 surgemail.example.org SMTP http://surgemail.com")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};
