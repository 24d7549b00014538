// Somebody at the live connection: opens it, asks, is answered, hears.
import { clientText } from '../frames.ts'
import { type Dialect, plain, socketIo } from './dialect.ts'
import { Line, upgradeHead } from './line.ts'

/** Called with the answer's JSON in place: `[{"ok":…}]` from `start` to `end`; with nothing when the connection ended first. */
export type OnAnswer = (isOk: boolean, bytes: Buffer, start: number, end: number) => void
/** Called with an event's JSON in place. */
export type OnEvent = (peer: Peer, bytes: Buffer, start: number, end: number) => void

/** How a server under test is spoken to. */
export type Speech = 'floor' | 'ws' | 'socket.io'

const NOTHING = Buffer.alloc(0)
const PONG = clientText('3')
/** When pings came last, to measure between them. */
export const pings = { count: 0, lastAt: 0 }

export class Peer {
  readonly #port: number
  readonly #speech: Speech
  readonly #dialect: Dialect
  readonly #onEvent: OnEvent
  readonly #onClose: (peer: Peer) => void
  readonly #waiting = new Map<number, OnAnswer>()
  #line: Line | null = null
  #ids = 0
  #auth = ''
  #settle: { resolve: () => void; reject: (error: Error) => void } | null = null

  constructor(port: number, speech: Speech, onEvent: OnEvent, onClose: (peer: Peer) => void) {
    this.#port = port
    this.#speech = speech
    this.#dialect = speech === 'socket.io' ? socketIo : plain
    this.#onEvent = onEvent
    this.#onClose = onClose
  }

  get isOpen(): boolean {
    return this.#line !== null
  }

  /** Opens the connection; `auth` is the JSON of Socket.IO's handshake or nothing. Rejects when it is refused. */
  async open(auth = ''): Promise<void> {
    this.#auth = auth
    const head =
      this.#speech === 'floor'
        ? null
        : this.#speech === 'ws'
          ? upgradeHead(this.#port, '/', null)
          : upgradeHead(this.#port, '/socket.io/?EIO=4&transport=websocket', `http://localhost:${this.#port}`)
    const connected = new Promise<void>((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    const line = new Line({
      port: this.#port,
      head,
      onText: (bytes, start, end) => this.#hear(bytes, start, end),
      onClose: () => {
        if (this.#line !== line) return
        this.#line = null
        this.#abandon()
        this.#settle?.reject(new Error('closed before it was open'))
        this.#onClose(this)
      },
    })
    this.#line = line
    await line.opened.catch((error: unknown) => {
      connected.catch(() => undefined)
      throw error
    })
    if (this.#speech !== 'socket.io') this.#settle = null
    else await connected
  }

  /** The frame of a request and the id its answer will carry. */
  prepare(name: string, input: unknown): { id: number; frame: Buffer } {
    this.#ids += 1
    return { id: this.#ids, frame: clientText(this.#dialect.request(this.#ids, name, JSON.stringify(input))) }
  }

  /** Sends a prepared request. */
  send(prepared: { id: number; frame: Buffer }, onAnswer: OnAnswer): void {
    if (this.#line === null) {
      onAnswer(false, NOTHING, 0, 0)
      return
    }
    this.#waiting.set(prepared.id, onAnswer)
    this.#line.send(prepared.frame)
  }

  /** Asks and resolves with the value of a good answer; rejects with the whole answer otherwise. */
  ask(name: string, input: unknown, withinMs = 20_000): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${name} was not answered`)), withinMs)
      this.send(this.prepare(name, input), (isOk, bytes, start, end) => {
        clearTimeout(late)
        const text = bytes.toString('utf8', start, end)
        if (text === '') {
          reject(new Error(`${name}: the connection ended`))
          return
        }
        // Every answer is an array of one `Answer`.
        const [answer] = JSON.parse(text) as [{ value?: unknown }]
        if (isOk) resolve(answer.value)
        else reject(new Error(`${name}: ${text}`))
      })
    })
  }

  /** Ends the connection without a word. */
  cut(): void {
    const line = this.#line
    this.#line = null
    this.#abandon()
    line?.cut()
  }

  #abandon(): void {
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const onAnswer of waiting) onAnswer(false, NOTHING, 0, 0)
  }

  #hear(bytes: Buffer, start: number, end: number): void {
    const message = this.#dialect.read(bytes, start, end)
    switch (message.kind) {
      case 'answer': {
        const onAnswer = this.#waiting.get(message.id)
        this.#waiting.delete(message.id)
        onAnswer?.(message.isOk, bytes, message.at, end)
        return
      }
      case 'event':
        this.#onEvent(this, bytes, message.at, end)
        return
      case 'ping':
        pings.count += 1
        pings.lastAt = performance.now()
        this.#line?.send(PONG)
        return
      case 'opened':
        this.#line?.send(clientText(`40${this.#auth}`))
        return
      case 'connected':
        this.#settle?.resolve()
        this.#settle = null
        return
      case 'refused':
        this.#settle?.reject(new Error(`refused: ${bytes.toString('utf8', start, end)}`))
        this.#settle = null
        this.cut()
        return
      case 'other':
    }
  }
}

/** What an event says. */
export function readEvent(speech: Speech, bytes: Buffer, start: number, end: number): { name: string; delivered: unknown } {
  return (speech === 'socket.io' ? socketIo : plain).event(bytes.toString('utf8', start, end))
}
