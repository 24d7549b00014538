import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'

export interface TabItem<Key extends string> {
  readonly key: Key
  readonly label: string
  /** Shown as a number in the tab; null shows none. */
  readonly count?: number | null
  /** Says that something new is in there; null when there is not. */
  readonly news?: string | null
  readonly panel: ReactNode
}

/** Tabs that change on press or Enter, never by moving the focus alone. */
export function Tabs<Key extends string>({
  label,
  items,
  selected,
  onSelect,
  panelClassName,
}: {
  readonly label: string
  readonly items: readonly TabItem<Key>[]
  readonly selected: Key
  readonly onSelect: (key: Key) => void
  readonly panelClassName?: string
}) {
  return (
    <AriaTabs
      keyboardActivation="manual"
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(items.find((item) => item.key === key)?.key ?? selected)}
      className="tabs-frame"
    >
      <TabList className="tabs" aria-label={label}>
        {items.map((item) => (
          <Tab key={item.key} id={item.key} className="tab">
            {item.label}
            {item.count !== undefined && item.count !== null && <span className="count">{item.count}</span>}
            {item.news !== undefined && item.news !== null && (
              <span className="new">
                <span className="sr">{item.news}</span>
              </span>
            )}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.key} id={item.key} {...(panelClassName === undefined ? {} : { className: panelClassName })}>
          {item.panel}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
