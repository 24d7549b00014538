import { Button as AriaButton, Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Icon, type IconName } from './Icon.tsx'

export interface MenuEntry {
  readonly key: string
  readonly label: string
  readonly icon?: IconName
  readonly onSelect: () => void
}

/** Three dots that open further actions; `label` says for what. */
export function Menu({ label, entries }: { readonly label: string; readonly entries: readonly MenuEntry[] }) {
  return (
    <MenuTrigger>
      <AriaButton className="button button--quiet button--dense button--icon">
        <Icon name="more" />
        <span className="sr">{label}</span>
      </AriaButton>
      <Popover className="menu-popover" placement="bottom end">
        <AriaMenu className="menu-list" aria-label={label}>
          {entries.map((entry) => (
            <MenuItem key={entry.key} id={entry.key} className="menu-item" onAction={entry.onSelect}>
              {entry.icon && <Icon name={entry.icon} size="s" />} {entry.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
