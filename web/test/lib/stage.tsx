// A page on a small stage: a server that answers what it was told to, and a route to stand on.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { AnyEndpoint, AskedOf } from '@podium/shared/define.ts'
import { Refusal } from '@podium/shared/failures.ts'
import type { ReactNode } from 'react'
import { MemoryRouter, Route, Routes } from 'react-router'
import { vi } from 'vitest'
import type { z } from 'zod'
import { changeLanguage } from '../../src/lib/i18n/i18n.ts'
import { Announcer } from '../../src/ui/Announcer.tsx'

// In happy-dom the document is no instance of Document, which react-aria asks before it leaves the focus on the safe answer.
Object.defineProperty(Document, Symbol.hasInstance, {
  value: (thing: unknown) => thing instanceof Node && thing.nodeType === Node.DOCUMENT_NODE,
})

type Given<E extends AnyEndpoint> = z.input<E['reply']>

/** A server without answers; whatever nobody prepared breaks the line. */
export class FakeServer {
  readonly #answers = new Map<string, (input: unknown) => unknown>()
  readonly #asked: { readonly key: string; readonly input: unknown }[] = []

  constructor() {
    vi.stubGlobal('fetch', async (address: string, { method = 'GET', body }: { method?: string; body?: string } = {}) => {
      const url = new URL(address, 'https://podium.example')
      const input: unknown = body === undefined ? Object.fromEntries(url.searchParams) : JSON.parse(body)
      const key = `${method} ${url.pathname}`
      this.#asked.push({ key, input })
      const answer = this.#answers.get(key)
      if (answer === undefined) throw new TypeError('Failed to fetch')
      return { json: async () => this.#said(answer, input) }
    })
  }

  /** Answers with a value, or with what `reply` makes of the input; a thrown `Refusal` is an agreed "no". */
  answer<E extends AnyEndpoint>(endpoint: E, reply: (input: AskedOf<E>) => Given<E> | Promise<Given<E>>): void {
    // What arrives was checked by `call` before it left.
    this.#answers.set(keyOf(endpoint), (input) => reply(input as AskedOf<E>))
  }

  /** Says no. */
  refuse(endpoint: AnyEndpoint, ...refusal: ConstructorParameters<typeof Refusal>): void {
    this.#answers.set(keyOf(endpoint), () => {
      throw new Refusal(...refusal)
    })
  }

  /** Does not answer any more. */
  vanish(endpoint: AnyEndpoint): void {
    this.#answers.delete(keyOf(endpoint))
  }

  /** What an endpoint was asked so far, oldest first. */
  asked<E extends AnyEndpoint>(endpoint: E): AskedOf<E>[] {
    return this.#asked.filter(({ key }) => key === keyOf(endpoint)).map(({ input }) => input as AskedOf<E>)
  }

  /** Whether anything was asked that could change something. */
  changes(): readonly string[] {
    return this.#asked.map(({ key }) => key).filter((key) => !key.startsWith('GET'))
  }

  async #said(answer: (input: unknown) => unknown, input: unknown): Promise<unknown> {
    try {
      return { ok: true, value: await answer(input) }
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, code: error.code, retryAfterMs: error.retryAfterMs }
      throw error
    }
  }
}

function keyOf({ method, path }: AnyEndpoint): string {
  return `${method} ${path}`
}

/** Draws a page at an address; `elsewhere` stands for every other page. */
export function show(page: ReactNode, { route = '*', at = '/' }: { readonly route?: string; readonly at?: string } = {}): void {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Announcer />
      <MemoryRouter initialEntries={[at]}>
        <Routes>
          <Route path={route} element={page} />
          {route !== '*' && <Route path="*" element={<p>elsewhere</p>} />}
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

/** Does something with the page in English, then returns to German. */
export async function inEnglish(work: () => Promise<void>): Promise<void> {
  await changeLanguage('en')
  try {
    await work()
  } finally {
    await changeLanguage('de')
  }
}

/** Moves the focus forward until something with this name has it, as somebody without a mouse does. */
export async function tabTo(role: string, name: string | RegExp): Promise<HTMLElement> {
  const wanted = await screen.findByRole(role, { name })
  for (let steps = 0; document.activeElement !== wanted; steps += 1) {
    if (steps > 100) throw new Error(`no way to ${role} "${String(name)}" with the keyboard`)
    await userEvent.tab()
  }
  return wanted
}

/** Opens a menu and takes one of its entries, with the keyboard alone. */
export async function chooseFromMenu(menu: string, entry: string): Promise<void> {
  await tabTo('button', menu)
  await userEvent.keyboard('{Enter}')
  const item = await screen.findByRole('menuitem', { name: entry })
  for (let steps = 0; document.activeElement !== item && steps < 20; steps += 1) await userEvent.keyboard('{ArrowDown}')
  await userEvent.keyboard('{Enter}')
}

/** The words that belong to a field besides its label: hint or error. */
export function saidAt(field: HTMLElement): string {
  return (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')
}

/** What screen readers were told last, politely. */
export function announced(): string {
  return screen
    .getAllByRole('status')
    .map((status) => status.textContent)
    .join(' | ')
}
