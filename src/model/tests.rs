//! What holds for any answer, whatever is in it: from the bytes to the decoded fields and back to text.

mod damage;
mod depth;
mod grammar;
mod reshaping;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::model::document::Rest;
use crate::model::inventory::{Inventory, Lists};
use crate::model::kind::{Group, Node};
use crate::model::pretty::Secrets;
use crate::model::record::{FieldValue, Record};
use crate::model::scan::Scanner;
use crate::model::verdict::Fault;

/// The example of the API page.
const EXAMPLE: &str = include_str!("../../tests/suite/data/get-repo.example.json");

/// What an answer holds, read in pieces of a size.
fn read(answer: &[u8], piece: usize) -> Result<(Inventory, Rest), Fault> {
    let mut scanner = Scanner::default();
    let mut inventory = Inventory::default();
    for piece in answer.chunks(piece) {
        scanner.push(piece)?;
        std::iter::from_fn(|| scanner.next_whole()).for_each(|segment| inventory.push(Arc::new(segment)));
    }
    scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    let rest = scanner.finish()?;
    inventory.finish(&rest);
    Ok((inventory, rest))
}

#[track_caller]
fn whole(answer: &str) -> Inventory {
    read(answer.as_bytes(), 64 * 1024).unwrap_or_else(|fault| panic!("{fault:?}")).0
}

/// Every object of an inventory in order.
fn nodes(inventory: &Inventory) -> Vec<Node> {
    let of_one = |repo| {
        let items = Group::ALL.into_iter().flat_map(move |group| {
            let count = inventory.shape(repo).count(group) as usize;
            (0..count).map(move |index| Node::Item(repo, group, index))
        });
        [Node::Repo(repo)].into_iter().chain(items)
    };
    (0..inventory.len()).flat_map(of_one).collect()
}

fn record(inventory: &Inventory, node: Node) -> Record {
    inventory.object(node).unwrap_or_else(|| panic!("{node:?} is not there")).1
}

/// Every field that is told of any object: where it is, its name, and what came.
fn facts(inventory: &Inventory) -> BTreeMap<(Node, String), FieldValue> {
    let fields = |node| {
        let Record { fields, others, .. } = record(inventory, node);
        let fields = fields.into_iter().map(|field| (field.spec.path.to_owned(), field.value));
        fields.chain(others).map(move |(path, value)| ((node, path), value)).collect::<Vec<_>>()
    };
    nodes(inventory).into_iter().flat_map(fields).collect()
}

/// Everything that may be shown of an object without revealing anything.
fn seen(inventory: &Inventory, node: Node) -> String {
    let Record { fields, others, problems, .. } = record(inventory, node);
    let values = fields.iter().map(|field| &field.value).chain(others.iter().map(|(_, value)| value));
    let shown: Vec<String> =
        values.map(|value| value.display(Timestamp::UNIX_EPOCH, Secrets::Masked)).chain(problems).collect();
    shown.join("\n")
}

/// The lists of a repository, by what came for each.
fn lists(inventory: &Inventory, repo: usize) -> Vec<String> {
    let text = inventory.text(repo);
    let lists = Lists::of(&text);
    Group::ALL.map(|group| format!("{:?}", lists.list(group))).to_vec()
}
