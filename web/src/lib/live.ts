// The live connection: one snapshot per connect, notices in between, changes that survive a broken line (RL-02).
import { useSyncExternalStore } from 'react'
import { actions, notices } from '@podium/shared/contract.ts'
import type { AnyAction, AskedOf, BodyOf, ReplyOf } from '@podium/shared/define.ts'
import { type Failure, Refusal } from '@podium/shared/failures.ts'
import { serverDraining } from '@podium/shared/room.ts'
import { seatClosed } from '@podium/shared/seats.ts'
import { z } from 'zod'
import { WireAnswer } from './api.ts'
import { chance, onWake, tabStorage } from './browser.ts'
import { createPendingStore, type PendingStore } from './pending.ts'
import { openWire, type Wire } from './wire.ts'

type NoticeOf<N extends (typeof notices)[number]> = N extends (typeof notices)[number]
  ? { readonly name: N['name']; readonly body: BodyOf<N> }
  : never
/** Everything the server can tell, as a tagged union for reducers. */
export type RoomNotice = NoticeOf<(typeof notices)[number]>

/** Why a connection is over for good. */
export type ClosedReason = 'replaced' | 'revoked' | 'seminar_over' | 'signed_out'

export type LiveStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** `sinceMs` is this device's clock; `attempt` counts from 1. */
  | { readonly kind: 'reconnecting'; readonly sinceMs: number; readonly attempt: number }
  | { readonly kind: 'closed'; readonly reason: ClosedReason }

export interface LiveState<Snapshot> {
  readonly status: LiveStatus
  /** Null until the first snapshot came. */
  readonly snapshot: Snapshot | null
  /** Server clock minus this device's clock, in milliseconds. */
  readonly clockOffsetMs: number
}

interface RoomSnapshot {
  readonly revision: number
  readonly now: number
}

export interface LiveOptions<Snapshot extends RoomSnapshot> {
  readonly takeTicket: () => Promise<string>
  /** The action that reads the snapshot; its reply is `Snapshot`. */
  readonly read: AnyAction & { readonly reply: z.ZodType<Snapshot> }
  readonly reduce: (snapshot: Snapshot, notice: RoomNotice) => Snapshot
  /** Names the place in session storage where unacknowledged changes wait. */
  readonly storageKey: string
  readonly open?: (ticket: string) => Wire
  readonly nowMs?: () => number
  /** From 0 up to 1. */
  readonly random?: () => number
  readonly pending?: PendingStore
  /** Calls back when trying again at once makes sense; returns how to stop listening. */
  readonly watchWake?: (wake: () => void) => () => void
}

interface Change {
  readonly action: AnyAction
  readonly input: unknown
  readonly settle: { resolve(reply: unknown): void; reject(error: unknown): void } | null
}

const ACK_TIMEOUT_MS = 10_000
const KEPT_OVER_RELOAD: ReadonlySet<string> = new Set([
  'question.ask',
  'question.edit',
  'question.withdraw',
  'question.upvote',
  'poll.vote',
])
/** Refusals of the ticket after which trying again is pointless. */
const FINAL: Partial<Record<Failure, ClosedReason>> = {
  signed_out: 'signed_out',
  not_allowed: 'signed_out',
  not_found: 'signed_out',
  seat_replaced: 'replaced',
  seat_revoked: 'revoked',
  seminar_ended: 'seminar_over',
}
/** These depend on the moment or can be asked again; everything else waits for the line to come back. */
const NEVER_QUEUED: ReadonlySet<string> = new Set(['attendance.sound'])

/** The wait before the given attempt (from 1): 0.5–1 s at first, then longer, never above 10 s. */
export function reconnectDelayMs(attempt: number, random: number): number {
  const ceilingMs = Math.min(10_000, 1_000 * 1.7 ** (attempt - 1))
  return Math.round(ceilingMs * (0.5 + random / 2))
}

/** One live connection to one seminar, for an attendee or for staff; call `start` once and `stop` when leaving. */
export class LiveRoom<Snapshot extends RoomSnapshot> {
  readonly #options: LiveOptions<Snapshot>
  readonly #nowMs: () => number
  readonly #pending: PendingStore
  readonly #listeners = new Set<() => void>()
  #state: LiveState<Snapshot> = { status: { kind: 'connecting' }, snapshot: null, clockOffsetMs: 0 }
  #wire: Wire | null = null
  /** The connection over which waiting changes already went out. */
  #flushed: Wire | null = null
  #queue: Change[] = []
  #attempt = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #unwatch: () => void = () => undefined
  #isReading = false
  #isStarted = false
  /** Notices that came while the snapshot was on its way; applied on top of it. */
  #early: { revision: number | null; notice: RoomNotice }[] = []

  constructor(options: LiveOptions<Snapshot>) {
    this.#options = options
    this.#nowMs = options.nowMs ?? Date.now
    this.#pending = options.pending ?? createPendingStore(options.storageKey, tabStorage())
    for (const { name, input } of this.#pending.read()) {
      const action = actions.find((known) => known.name === name)
      if (action) this.#queue.push({ action, input, settle: null })
    }
  }

  /** Connects and keeps connected until `stop` or a final reason; starting twice does nothing. */
  start(): void {
    if (this.#isStarted) return
    this.#isStarted = true
    this.#unwatch = (this.#options.watchWake ?? onWake)(() => this.reconnectNow())
    void this.#connect()
  }

  /** Disconnects without a final reason; `start` may be called again. */
  stop(): void {
    this.#isStarted = false
    this.#unwatch()
    clearTimeout(this.#timer)
    this.#drop()
  }

  /** Tries at once instead of waiting for the next attempt. */
  reconnectNow(): void {
    if (!this.#isStarted || this.#wire || this.#state.status.kind === 'closed') return
    clearTimeout(this.#timer)
    void this.#connect()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getState = (): LiveState<Snapshot> => this.#state

  /** The server's clock now, in milliseconds since 1970. */
  serverNowMs(): number {
    return this.#nowMs() + this.#state.clockOffsetMs
  }

  /**
   * Asks for a change. While the line is down the change waits and is sent again with the same input, so its opId or
   * natural key keeps it from counting twice. Rejects with `Refusal`.
   */
  ask<A extends AnyAction>(action: A, input: AskedOf<A>): Promise<ReplyOf<A>> {
    return new Promise<ReplyOf<A>>((resolve, reject) => {
      const isLive = this.#wire !== null && this.#state.status.kind === 'live'
      if (!isLive && NEVER_QUEUED.has(action.name)) {
        reject(new Refusal('signed_out'))
        return
      }
      // The reply is parsed by the schema of this same action before it is handed over.
      const change: Change = { action, input, settle: { resolve: (reply) => resolve(reply as ReplyOf<A>), reject } }
      this.#queue.push(change)
      this.#keep()
      if (isLive) this.#deliver(change)
    })
  }

  /** Reads the snapshot again, for numbers that no notice carries. */
  refresh(): void {
    if (this.#wire) this.#read(this.#wire)
  }

  /** Puts the reply to one's own change into the snapshot, for what no notice carries. */
  amend(change: (snapshot: Snapshot) => Snapshot): void {
    if (this.#state.snapshot) this.#set({ snapshot: change(this.#state.snapshot) })
  }

  async #connect(): Promise<void> {
    this.#attempt += 1
    try {
      const ticket = await this.#options.takeTicket()
      if (!this.#isStarted || this.#wire) return
      this.#listen((this.#options.open ?? openWire)(ticket))
    } catch (error) {
      if (!this.#isStarted) return
      const reason = error instanceof Refusal ? FINAL[error.code] : undefined
      if (reason) this.#close(reason)
      else this.#retry(error instanceof Refusal ? error.retryAfterMs : null)
    }
  }

  #listen(wire: Wire): void {
    this.#wire = wire
    const lost = (): void => {
      if (this.#wire !== wire) return
      this.#drop()
      if (this.#isStarted) this.#retry(null)
    }
    wire.on('connect', () => this.#read(wire))
    wire.on('connect_error', lost)
    wire.on('disconnect', lost)
    for (const notice of notices) wire.on(notice.name, (delivered) => this.#hear(wire, notice, delivered))
  }

  #hear(wire: Wire, definition: (typeof notices)[number], raw: unknown): void {
    if (this.#wire !== wire) return
    const delivered = z.object({ revision: z.number().nullable(), body: definition.body }).safeParse(raw)
    if (!delivered.success) {
      this.#read(wire)
      return
    }
    if (definition.name === seatClosed.name) {
      this.#close(seatClosed.body.parse(delivered.data.body).reason)
      return
    }
    if (definition.name === serverDraining.name) {
      const { withinMs } = serverDraining.body.parse(delivered.data.body)
      this.#drop()
      // Everybody leaves at their own moment, so that everybody does not come back at the same one.
      this.#retry(Math.round(withinMs * (this.#options.random ?? chance)()))
      return
    }
    // The body was parsed by the schema standing beside this very name.
    const notice = { name: definition.name, body: delivered.data.body } as RoomNotice
    if (this.#isReading) this.#early.push({ revision: delivered.data.revision, notice })
    else this.#apply(wire, delivered.data.revision, notice)
  }

  #apply(wire: Wire, revision: number | null, notice: RoomNotice): void {
    const { snapshot } = this.#state
    if (!snapshot) return
    if (revision !== null && revision <= snapshot.revision) return
    if (revision !== null && revision !== snapshot.revision + 1) {
      this.#read(wire)
      return
    }
    const reduced = this.#options.reduce(snapshot, notice)
    this.#set({ snapshot: revision === null ? reduced : { ...reduced, revision } })
  }

  #read(wire: Wire): void {
    if (this.#isReading) return
    this.#isReading = true
    this.#early = []
    this.#emit(
      wire,
      this.#options.read,
      {},
      {
        resolve: (reply) => {
          if (this.#wire !== wire) return
          this.#isReading = false
          // Parsed by the schema of the read action, whose reply is Snapshot.
          const snapshot = reply as Snapshot
          this.#attempt = 0
          this.#set({ snapshot, status: { kind: 'live' }, clockOffsetMs: snapshot.now - this.#nowMs() })
          const early = this.#early
          this.#early = []
          for (const { revision, notice } of early) this.#apply(wire, revision, notice)
          if (this.#flushed !== wire) this.#flush(wire)
        },
        reject: (error) => {
          if (this.#wire !== wire) return
          this.#isReading = false
          if (error instanceof Refusal && this.#state.snapshot) {
            setTimeout(() => this.#wire === wire && this.#read(wire), error.retryAfterMs ?? 2_000)
            return
          }
          this.#drop()
          if (this.#isStarted) this.#retry(error instanceof Refusal ? error.retryAfterMs : null)
        },
      },
    )
  }

  #flush(wire: Wire): void {
    this.#flushed = wire
    for (const change of this.#queue) this.#deliver(change)
  }

  #deliver(change: Change): void {
    const wire = this.#wire
    if (!wire) return
    const done = (): void => {
      this.#queue = this.#queue.filter((waiting) => waiting !== change)
      this.#keep()
    }
    this.#emit(wire, change.action, change.input, {
      resolve: (reply) => {
        if (!this.#queue.includes(change)) return
        done()
        if (change.settle) change.settle.resolve(reply)
        else this.refresh() // sent before a reload: nobody waits for the reply, the snapshot shows it
      },
      reject: (error) => {
        if (!this.#queue.includes(change)) return
        // No acknowledgement: the line is dead even if nobody said so. The change stays and goes out again.
        if (!(error instanceof Refusal)) {
          if (this.#wire !== wire) return
          this.#drop()
          this.#retry(null)
          return
        }
        done()
        change.settle?.reject(error)
      },
    })
  }

  #emit(wire: Wire, action: AnyAction, input: unknown, settle: { resolve(reply: unknown): void; reject(error: unknown): void }): void {
    const timeout = setTimeout(() => settle.reject(new Error('no acknowledgement')), ACK_TIMEOUT_MS)
    wire.emit(action.name, input, (raw) => {
      clearTimeout(timeout)
      const answer = WireAnswer.safeParse(raw)
      if (!answer.success) return settle.reject(new Refusal('internal'))
      if (!answer.data.ok) return settle.reject(new Refusal(answer.data.code, answer.data.retryAfterMs))
      const reply = action.reply.safeParse(answer.data.value)
      if (!reply.success) {
        // A bug on either side of the contract; the person sees "internal", whoever looks for it finds it here.
        console.error(action.name, reply.error.issues)
        return settle.reject(new Refusal('internal'))
      }
      settle.resolve(reply.data)
    })
  }

  #retry(retryAfterMs: number | null): void {
    const { status } = this.#state
    const attempt = Math.max(1, this.#attempt)
    if (status.kind === 'closed') return
    const sinceMs = status.kind === 'reconnecting' ? status.sinceMs : this.#nowMs()
    this.#set({ status: { kind: 'reconnecting', sinceMs, attempt } })
    clearTimeout(this.#timer)
    const delayMs = Math.max(retryAfterMs ?? 0, reconnectDelayMs(attempt, (this.#options.random ?? chance)()))
    this.#timer = setTimeout(() => void this.#connect(), delayMs)
  }

  #close(reason: ClosedReason): void {
    this.#isStarted = false
    this.#unwatch()
    clearTimeout(this.#timer)
    this.#drop()
    const lost = this.#queue
    this.#queue = []
    this.#keep()
    this.#set({ status: { kind: 'closed', reason } })
    for (const change of lost) change.settle?.reject(new Refusal('signed_out'))
  }

  #drop(): void {
    const wire = this.#wire
    this.#wire = null
    this.#isReading = false
    wire?.disconnect()
  }

  #keep(): void {
    this.#pending.write(
      this.#queue.filter(({ action }) => KEPT_OVER_RELOAD.has(action.name)).map(({ action, input }) => ({ name: action.name, input })),
    )
  }

  #set(part: Partial<LiveState<Snapshot>>): void {
    this.#state = { ...this.#state, ...part }
    for (const listener of this.#listeners) listener()
  }
}

/** The room's state, for components. */
export function useLiveRoom<Snapshot extends RoomSnapshot>(room: LiveRoom<Snapshot>): LiveState<Snapshot> {
  return useSyncExternalStore(room.subscribe, room.getState)
}
