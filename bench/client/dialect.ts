// The two languages on the line: Socket.IO 5 over Engine.IO 4, and the plain one of `ws` and the floor.

/** What a message from the server is; `at` is where its JSON begins. */
export type Message =
  | { readonly kind: 'opened' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'ping' }
  | { readonly kind: 'answer'; readonly id: number; readonly at: number; readonly isOk: boolean }
  | { readonly kind: 'event'; readonly at: number }
  | { readonly kind: 'other' }

export interface Dialect {
  /** The text of a request that will be answered under this id. */
  request(id: number, name: string, json: string): string
  read(bytes: Buffer, start: number, end: number): Message
  /** The name and the delivered body of an event's JSON. */
  event(json: string): { name: string; delivered: unknown }
}

const OPENED: Message = { kind: 'opened' }
const CONNECTED: Message = { kind: 'connected' }
const REFUSED: Message = { kind: 'refused' }
const PING: Message = { kind: 'ping' }
const OTHER: Message = { kind: 'other' }

const char = (text: string) => text.charCodeAt(0)
const ZERO = char('0')
const NINE = char('9')

/** The digits from `from` on and where they end. */
function digits(bytes: Buffer, from: number, end: number): { id: number; at: number } {
  let at = from
  let id = 0
  for (; at < end; at += 1) {
    const digit = bytes[at] ?? 0
    if (digit < ZERO || digit > NINE) break
    id = id * 10 + digit - ZERO
  }
  return { id, at }
}

/** Every answer begins `[{"ok":true` or `[{"ok":false`. */
function answer(bytes: Buffer, from: number, end: number): Message {
  const { id, at } = digits(bytes, from, end)
  return { kind: 'answer', id, at, isOk: bytes[at + 7] === char('t') }
}

export const socketIo: Dialect = {
  request: (id, name, json) => `42${id}["${name}",${json}]`,
  read(bytes, start, end) {
    const engine = bytes[start]
    if (engine === char('0')) return OPENED
    if (engine === char('2')) return PING
    if (engine !== char('4')) return OTHER
    const type = bytes[start + 1]
    if (type === char('0')) return CONNECTED
    if (type === char('4')) return REFUSED
    if (type === char('3')) return answer(bytes, start + 2, end)
    if (type === char('2')) return { kind: 'event', at: start + 2 }
    return OTHER
  },
  event(json) {
    // Socket.IO events are an array of the name and what was sent with it.
    const [name, delivered] = JSON.parse(json) as [string, unknown]
    return { name, delivered }
  },
}

export const plain: Dialect = {
  request: (id, _name, json) => `v${id} ${json}`,
  read(bytes, start, end) {
    const type = bytes[start]
    if (type === char('a')) return answer(bytes, start + 1, end)
    if (type === char('b')) return { kind: 'event', at: start + 1 }
    return OTHER
  },
  event: (json) => ({ name: 'question.upvotesCounted', delivered: JSON.parse(json) as unknown }),
}
