//! Who uses what, printed once: each thing that more than one object has, with every object that has it.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::Inventory;
use crate::model::kind::Kind;
use crate::model::sheet::Sheet;
use crate::model::usage::{Thing, Usage, Use, label};
use crate::output::grid::{Grid, Take};
use crate::output::{Format, Layout};

/// What is listed.
#[derive(Debug, Clone, Copy)]
pub struct Listing<'a> {
    /// The objects.
    pub inventory: &'a Inventory,
    /// Who uses what of them.
    pub usage: &'a Usage,
    /// What tells equal credentials without showing them.
    pub fingerprints: &'a Fingerprints,
}

/// A thing and its users, as JSON has them.
#[derive(Serialize)]
struct Item {
    what: &'static str,
    value: String,
    uses: usize,
    reach: String,
    users: Vec<User>,
}

#[derive(Serialize)]
struct User {
    kind: &'static str,
    id: String,
    name: String,
    role: String,
    #[serde(rename = "repoId")]
    repo_id: String,
    #[serde(rename = "repoName")]
    repo: String,
}

const HEADER: &[&str] = &["what", "value", "uses", "kind", "id", "name", "role", "repoId", "repoName"];
const WORDS: &[&str] = &["What", "Value", "Uses", "Kind", "ID", "Name", "Role", "Repository ID", "Repository"];

impl Listing<'_> {
    /// Writes it in a format; all text is terminal-safe and masked.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub(super) fn write(&self, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
        let rows = |take: Take<'_>| self.rows(take);
        let grid = |names| Grid { header: layout.header(names), each: &rows };
        match layout.format {
            Format::Tree => self.tree(out),
            Format::Table => grid(WORDS).table(layout.charset, out),
            Format::Md => grid(WORDS).markdown(out),
            Format::Csv => grid(HEADER).csv(out),
            Format::Jsonl => self.usages(&mut |item, _| {
                serde_json::to_writer(&mut *out, &item)?;
                out.write_all(b"\n")
            }),
            Format::Json => {
                let mut separator = "[\n  ";
                self.usages(&mut |item, _| {
                    out.write_all(separator.as_bytes())?;
                    separator = ",\n  ";
                    serde_json::to_writer(&mut *out, &item).map_err(io::Error::from)
                })?;
                out.write_all(if separator.starts_with('[') { b"[]\n" } else { b"\n]\n" })
            }
        }
    }

    fn usages(&self, take: &mut dyn FnMut(Item, Thing) -> io::Result<()>) -> io::Result<()> {
        for thing in self.usage.all(self.inventory) {
            let users: Vec<User> = self.users(thing).collect();
            let item = Item {
                what: thing.aspect.slug(),
                value: label(self.usage, thing, self.inventory, self.fingerprints),
                uses: users.len(),
                reach: self.usage.reach(thing, self.inventory).words(),
                users,
            };
            take(item, thing)?;
        }
        Ok(())
    }

    fn users(&self, thing: Thing) -> impl Iterator<Item = User> {
        let mut current: Option<(usize, Sheet<'_>)> = None;
        self.usage.users(thing, self.inventory).filter_map(move |user| {
            let repo = user.node.repo();
            if current.as_ref().is_none_or(|(at, _)| *at != repo) {
                current = Some((repo, Sheet::of(self.inventory.document().get(repo)?.1)));
            }
            let Use { kind, role, id, name, repo_id, repo, .. } = Use::of(user, &current.as_ref()?.1)?;
            Some(User { kind: kind.slug(), id, name, role, repo_id, repo })
        })
    }

    fn rows(&self, take: Take<'_>) -> io::Result<()> {
        self.usages(&mut |item, _| {
            let uses = item.uses.to_string();
            item.users.into_iter().try_for_each(|user| {
                let User { kind, id, name, role, repo_id, repo } = user;
                take(&[
                    item.what.to_owned(),
                    item.value.clone(),
                    uses.clone(),
                    kind.to_owned(),
                    id,
                    name,
                    role,
                    repo_id,
                    repo,
                ])
            })
        })
    }

    fn tree(&self, out: &mut dyn Write) -> io::Result<()> {
        self.usages(&mut |item, thing| {
            writeln!(out, "{} {}  {}", thing.aspect.noun(), item.value, item.reach)?;
            let last = item.users.len().saturating_sub(1);
            for (at, user) in item.users.iter().enumerate() {
                let branch = if at == last { "└─" } else { "├─" };
                let star = if user.role == "master" { "★ " } else { "" };
                let told = if user.name.is_empty() { &user.id } else { &user.name };
                write!(out, "{branch} {} {star}{told}", user.kind)?;
                if user.kind != Kind::Repo.slug() {
                    let repo = if user.repo.is_empty() { &user.repo_id } else { &user.repo };
                    write!(out, "  in {repo}")?;
                }
                writeln!(out)?;
            }
            Ok(())
        })
    }
}
