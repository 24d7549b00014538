// The token of a naming page: out of the address at once, in this tab only (AL-05).
import { tabStorage } from '../../lib/browser.ts'

const KEY = 'podium.order'

/** Keeps the token of the opened page for this tab. */
export function keepOrder(token: string): void {
  tabStorage()?.setItem(KEY, token)
}

/** The kept token; null when this tab opened no naming page. */
export function keptOrder(): string | null {
  return tabStorage()?.getItem(KEY) ?? null
}
