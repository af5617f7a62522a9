//! `ui.theme`, and `[theme]`: looks by what they stand for.

use toml::Spanned;
use toml::de::DeValue;

use super::{Reader, Wrong};
use crate::model::look::Look;
use crate::model::role::{Role, ThemeName};

impl Reader<'_> {
    pub(super) fn theme_name(&self, value: &Spanned<DeValue<'_>>) -> Result<ThemeName, Wrong> {
        let theme = ThemeName::named(&self.text("ui.theme", value)?);
        let what = "ui.theme must be default, light, dark, high-contrast or colour-blind";
        theme.map_or_else(|| self.wrong(&value.span(), what.to_owned()), Ok)
    }

    pub(super) fn theme(&mut self, value: &Spanned<DeValue<'_>>) -> Result<Vec<(Role, Look)>, Wrong> {
        let mut looks = Vec::new();
        for (name, span, value) in self.table("theme", value)? {
            let Some(role) = Role::named(name) else {
                self.unknown("theme.", name, &span, &Role::ALL.map(|(_, name)| name));
                continue;
            };
            let key = format!("theme.{name}");
            let look = Look::parse(&self.text(&key, value)?);
            let what = "must be a color (its name, 0 to 255, #rrggbb or default), one behind it after `on`, and any of \
                        bold, dim, underline and reverse, as in \"black on cyan bold\"";
            let look = look.map_or_else(|| self.wrong(&value.span(), format!("{key} {what}")), Ok)?;
            looks.push((role, look));
        }
        Ok(looks)
    }
}
