//! Who writes, and how the reader can tell that it is true.

use super::{Block, Draft};
use crate::texts::{Given, Text};

pub(super) fn write(draft: &Draft<'_>, text: &Text) -> Vec<Block> {
    let operation = draft.operation;
    let mut said = vec![text.say(
        "who-operation",
        &[
            ("operation", Given::Text(&operation.name)),
            ("authority", Given::Text(&operation.authority)),
        ],
    )];
    if !operation.partners.is_empty() {
        let partners = text.list(&operation.partners);
        said.push(text.say("who-partners", &[("partners", Given::Text(&partners))]));
    }
    if let Some(page) = &operation.page {
        let page = format!("{page}{}", draft.reference);
        let values = [("reference", Given::Text(draft.reference)), ("page", Given::Text(&page))];
        said.push(text.say("who-page", &values));
    }
    if !draft.ways.is_printed {
        let domain = ("domain", Given::Text(&operation.domain));
        said.push(text.say("who-signature", &[domain]));
    }
    let contact = ("contact", Given::Text(&operation.contact));
    let mut blocks = vec![Block::Heading(text.say("heading-who", &[]))];
    blocks.extend(said.into_iter().map(Block::Paragraph));
    blocks.push(text.paragraph("who-never"));
    blocks.push(Block::Paragraph(text.say("who-contact", &[contact])));
    if draft.occasion.accuses() && !draft.ways.is_printed {
        blocks.push(text.paragraph("attachments"));
    }
    blocks.push(text.paragraph("sign-off"));
    blocks.push(Block::Paragraph(operation.name.clone()));
    blocks
}
