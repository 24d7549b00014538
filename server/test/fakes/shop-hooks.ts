// How fake shops knock: messages go out in order, are remembered, and can be held back, lost, doubled, mixed up or late.

export interface Hook {
  readonly id: string
  readonly url: string
  readonly actions: readonly string[]
  /** Null: every event. */
  readonly eventId: string | null
}

/** One message, before it is known who gets it. */
export interface HookMessage {
  readonly action: string
  readonly eventId: string
  /** Headers and body for one webhook; both may name it. */
  readonly write: (hook: Hook) => { readonly headers: Readonly<Record<string, string>>; readonly body: string }
}

export interface Delivery {
  readonly hookId: string
  readonly action: string
  readonly body: string
  /** What the receiver answered; null when nobody answered. */
  readonly status: number | null
}

/** How the past is told again: `drop` leaves out every second message, `dup` says each twice, `reorder` mixes them, `late` sends what was held back. */
export type ReplayMode = 'drop' | 'dup' | 'reorder' | 'late'

const TIMEOUT_MS = 5_000
const GONE = 410

export type HookPost = ReturnType<typeof createHookPost>

/** Opens the post of one shop. `matches` tells whether a webhook subscribed to an action. */
export function createHookPost(matches: (hook: Hook, action: string) => boolean) {
  const hooks: Hook[] = []
  const past: HookMessage[] = []
  const held: HookMessage[] = []
  const deliveries: Delivery[] = []
  let isHolding = false
  let lastId = 1_234_566

  async function deliver(message: HookMessage): Promise<void> {
    // A copy: whoever answers "gone" is taken off the list meanwhile.
    for (const hook of hooks.slice()) {
      if (!matches(hook, message.action) || (hook.eventId !== null && hook.eventId !== message.eventId)) continue
      const { headers, body } = message.write(hook)
      const status = await post(hook.url, headers, body)
      deliveries.push({ hookId: hook.id, action: message.action, body, status })
      // Both shops take "gone" for "never again".
      if (status === GONE) remove(hook.id)
    }
  }

  function remove(id: string): boolean {
    const at = hooks.findIndex((hook) => hook.id === id)
    if (at >= 0) hooks.splice(at, 1)
    return at >= 0
  }

  return {
    hooks,
    deliveries,
    remove,
    add(hook: Omit<Hook, 'id'>): Hook {
      lastId += 1
      const added = { ...hook, id: String(lastId) }
      hooks.push(added)
      return added
    },
    /** Sends messages one after the other; resolves when each was answered or given up. */
    async send(messages: readonly HookMessage[]): Promise<void> {
      past.push(...messages)
      if (isHolding) held.push(...messages)
      else for (const message of messages) await deliver(message)
    },
    /** From now on messages are kept back (a dead webhook), or sent again. */
    hold(isHeld: boolean): void {
      isHolding = isHeld
    },
    /** Tells the past again; `seed` mixes it, the same way for the same number. */
    async replay(mode: ReplayMode, seed = 1): Promise<number> {
      const told = again(mode, seed)
      held.length = 0
      for (const message of told) await deliver(message)
      return told.length
    },
  }

  function again(mode: ReplayMode, seed: number): HookMessage[] {
    switch (mode) {
      case 'late':
        return [...held]
      case 'drop':
        return past.filter((_message, index) => (index + seed) % 2 === 0)
      case 'dup':
        return past.flatMap((message) => [message, message])
      case 'reorder':
        return past
          .map((message, index) => ({ message, rank: (index * 2_654_435_761 + seed * 40_503 * (index + 7)) % 4_294_967_296 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ message }) => message)
    }
  }
}

/** What the receiver answers; null when nobody does in time. Redirects are not followed. */
async function post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number | null> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
    await response.arrayBuffer()
    return response.status
  } catch {
    return null
  }
}
