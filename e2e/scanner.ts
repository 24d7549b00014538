// A mail scanner that is a whole browser: it opens a link, runs what is there, types nonsense and presses everything.
import { expect, type Page } from '@playwright/test'

const BUTTONS = 'button, input[type="submit"], summary, [role="button"], [role="menuitem"], [role="menuitemradio"]'
/** What is meant by the page comes first: its head and its links lead away from what has appeared so far. */
const IN_THIS_ORDER = [`main :is(${BUTTONS})`, BUTTONS, 'a[href]']
/** Nobody can type below an open menu. */
const FIELDS = ':is(input:not([type="checkbox"], [type="radio"], [type="submit"], [type="file"]), textarea):not([inert] *)'
const MOST_PAGES = 6
const MOST_PRESSES = 40

/** What a scanner did. */
export interface Scan {
  /** The words on everything it pressed, page by page; where that sent a form, what was typed follows in brackets. */
  readonly pressed: readonly string[]
  /** Every request that was more than reading: method and path, and live connections. */
  readonly sent: readonly string[]
}

/** Opens an address and every page of its origin found from there, presses all there is, also what appears, and sends forms with each text. */
export async function scan(page: Page, address: string, texts: readonly string[]): Promise<Scan> {
  const pressed: string[] = []
  const sent: string[] = []
  const { origin } = new URL(address)
  let pending = 0
  page.on('request', (request) => {
    pending += 1
    if (request.method() !== 'GET') sent.push(`${request.method()} ${new URL(request.url()).pathname}`)
  })
  page.on('requestfinished', () => (pending -= 1))
  page.on('requestfailed', () => (pending -= 1))
  page.on('websocket', (socket) => sent.push(`socket ${new URL(socket.url()).pathname}`))

  const addresses = new Set([address])
  for (const next of addresses) {
    const visited = await pressAll(next)
    for (const found of visited) if (new URL(found).origin === origin && addresses.size < MOST_PAGES) addresses.add(found)
  }
  return { pressed, sent }

  async function pressAll(start: string): Promise<Set<string>> {
    const elsewhere = new Set<string>()
    const done = new Set<string>()
    await open(start)
    const here = withoutHash(page.url())
    for (const text of texts) {
      while (done.size < MOST_PRESSES) {
        for (const field of await page.locator(FIELDS).filter({ visible: true }).all()) if (await field.isEditable()) await field.fill(text)
        const control = await firstNew(page, done, text)
        if (control === null) break
        done.add(control.words)
        // What lies under something else is pressed all the same.
        await control.element.dispatchEvent('click')
        pressed.push(control.words)
        await settled()
        if (withoutHash(page.url()) === here) continue
        elsewhere.add(withoutHash(page.url()))
        await open(start)
      }
    }
    return elsewhere
  }
  async function open(url: string): Promise<void> {
    await page.goto(url)
    await expect(page.locator('h1').first()).toBeVisible()
    await settled()
  }
  /** What a press has set going is asked for, answered and shown. */
  async function settled(): Promise<void> {
    await page.waitForLoadState()
    await twoFrames(page)
    await expect.poll(() => pending).toBe(0)
    await twoFrames(page)
  }
}

/** The first thing to press that was not pressed yet, at least not with this text, and leads nowhere else. */
async function firstNew(page: Page, done: ReadonlySet<string>, text: string) {
  for (const selector of IN_THIS_ORDER) {
    const all = page.locator(selector)
    const words = await all.evaluateAll(
      (elements, typed) =>
        elements.map((element) => {
          const leadsAway = element instanceof HTMLAnchorElement && element.origin !== location.origin
          if (leadsAway || !element.checkVisibility() || element.matches(':disabled')) return null
          const name = (element.getAttribute('aria-label') ?? element.textContent).trim()
          return element.matches('[type="submit"], form button:not([type])') ? `${name} (${typed})` : name
        }),
      text,
    )
    const index = words.findIndex((those) => those !== null && !done.has(those))
    if (index >= 0) return { words: words[index] ?? '', element: all.nth(index) }
  }
  return null
}

function twoFrames(page: Page): Promise<unknown> {
  return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

function withoutHash(url: string): string {
  return url.replace(/#.*$/, '')
}
