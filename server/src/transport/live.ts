// Binds actions to the live connection: parse → who → handler → acknowledge. Handlers never see an unparsed message.
import type { Logger } from 'pino'
import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import { z } from 'zod'
import type { AnyAction, Answer, InputOf, ReplyOf } from '@podium/shared/define.ts'
import { Refusal } from '@podium/shared/failures.ts'
import { serverDraining } from '@podium/shared/room.ts'
import type { Role, StaffRole } from '@podium/shared/roles.ts'
import { createLimit } from '../adapters/limit.ts'
import type { Access } from './access.ts'
import { groupRoom, seatRoom } from './audience.ts'
import type { SeatCaller, StaffOnAir } from './caller.ts'

type OnAir = SeatCaller | StaffOnAir
type Run = (caller: OnAir, raw: unknown, connectionId: string) => Promise<unknown>

/** An action together with what carries it out. */
export interface BoundAction {
  readonly name: string
  readonly run: Run
}

/** Binds an action only attendees may ask for. */
export function onSeat<A extends AnyAction>(
  action: A,
  handle: (call: { caller: SeatCaller; input: InputOf<A>; connectionId: string }) => Promise<ReplyOf<A>>,
): BoundAction {
  return bind(action, async (caller, input, connectionId) => {
    if (caller.role !== 'attendee') throw new Refusal('not_allowed')
    return handle({ caller, input, connectionId })
  })
}

/** Binds an action of the staff; the roles stand in the contract. */
export function onStaff<A extends AnyAction>(
  action: A,
  handle: (call: { caller: StaffOnAir; input: InputOf<A> }) => Promise<ReplyOf<A>>,
): BoundAction {
  return bind(action, async (caller, input) => {
    if (caller.role === 'attendee') throw new Refusal('not_allowed')
    return handle({ caller, input })
  })
}

function bind<A extends AnyAction>(
  action: A,
  handle: (caller: OnAir, input: InputOf<A>, connectionId: string) => Promise<ReplyOf<A>>,
): BoundAction {
  const roles: readonly Role[] = action.from
  return {
    name: action.name,
    async run(caller, raw, connectionId) {
      if (!roles.includes(caller.role)) throw new Refusal('not_allowed')
      const parsed = action.input.safeParse(raw)
      if (!parsed.success) throw new Refusal('invalid')
      // The schema just produced exactly this type; zod's generic output cannot say so.
      return handle(caller, parsed.data as InputOf<A>, connectionId)
    },
  }
}

/** Told when a seat's connection begins and ends. */
export interface ConnectionWitness {
  opened(caller: SeatCaller, connectionId: string): Promise<void>
  /** `silentForMs` is how long nothing was heard before it ended: a laptop that fell asleep is noticed late. */
  closed(caller: SeatCaller, connectionId: string, silentForMs: number): Promise<void>
}

const Handshake = z.strictObject({ ticket: z.string().max(2_048) })
/** Per seat or staff member, over 10 s (RT-05). */
const EVENTS_PER_10_S: Record<'attendee' | StaffRole, number> = { attendee: 30, trainer: 200, moderator: 200, organiser: 200 }
const FLOOD_PER_10_S = 150
/** How long a ping may stay unanswered (RT-04). */
export const PING_TIMEOUT_MS = 10_000
/** So many people a second come back to another server, or to this one started again, without hurting it (RL-06, RL-07). */
const RETURNS_PER_S = 50
const DRAIN_LIMIT_MS = 8_000

// Socket.IO's typed event maps cannot be bound generically; the contract types both ends instead.
type AnySocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, { caller: OnAir }>
export type LiveServer = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, { caller: OnAir }>

/** The live connection once it is open. */
export interface Live {
  /** Lets nobody new in, asks everybody to come back later, and resolves when all have left or their time is up. */
  drain(): Promise<void>
}

/** Opens the live connection for everybody with a valid ticket. */
export function serveLive(
  io: LiveServer,
  options: { access: Access; actions: readonly BoundAction[]; witness: ConnectionWitness; log: Logger },
): Live {
  const { access, witness, log } = options
  let isDraining = false
  const actions = new Map(options.actions.map((action) => [action.name, action]))
  const budgets = new Map(Object.entries(EVENTS_PER_10_S).map(([role, points]) => [role, createLimit(points, 10)]))

  io.use((socket, next) => {
    const handshake = Handshake.safeParse(socket.handshake.auth)
    if (!handshake.success || isDraining) {
      next(new Error(isDraining ? 'draining' : 'signed_out'))
      return
    }
    access.redeemTicket(handshake.data.ticket).then(
      (caller) => {
        socket.data.caller = caller
        next()
      },
      (error: unknown) => next(new Error(error instanceof Refusal ? error.code : 'internal')),
    )
  })

  io.on('connection', (socket: AnySocket) => {
    const { caller } = socket.data
    const opened = join(socket, caller)
    socket.onAny((name: string, ...rest: unknown[]) => {
      void opened.then(() => answer(socket, caller, name, rest))
    })
    if (caller.role === 'attendee') {
      socket.on('disconnect', (reason) => {
        void opened
          .then(() => witness.closed(caller, socket.id, reason === 'ping timeout' ? PING_TIMEOUT_MS : 0))
          .catch((error: unknown) => log.error({ err: error }, 'presence not closed'))
      })
    }
  })

  async function join(socket: AnySocket, caller: OnAir): Promise<void> {
    if (caller.role === 'attendee') {
      await socket.join([groupRoom(caller.seminarId, 'attendees'), seatRoom(caller.seatId)])
      await witness.opened(caller, socket.id).catch((error: unknown) => log.error({ err: error }, 'presence not opened'))
      return
    }
    await socket.join(groupRoom(caller.seminarId, 'staff'))
    if (caller.role === 'organiser') await socket.join(groupRoom(caller.seminarId, 'organisers'))
  }

  async function answer(socket: AnySocket, caller: OnAir, name: string, rest: readonly unknown[]): Promise<void> {
    const acknowledge = rest.at(-1)
    if (rest.length !== 2 || typeof acknowledge !== 'function') {
      socket.disconnect(true) // RT-08: nothing in our client speaks like this
      return
    }
    const reply: Answer<unknown> = await attempt(socket, caller, name, rest[0])
    acknowledge(reply)
  }

  async function attempt(socket: AnySocket, caller: OnAir, name: string, raw: unknown): Promise<Answer<unknown>> {
    try {
      await spend(socket, caller)
      const action = actions.get(name)
      if (action === undefined) throw new Refusal('unknown_message')
      return { ok: true, value: await action.run(caller, raw, socket.id) }
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, code: error.code, retryAfterMs: error.retryAfterMs }
      log.error({ err: error, action: name }, 'action failed')
      return { ok: false, code: 'internal', retryAfterMs: null }
    }
  }

  async function spend(socket: AnySocket, caller: OnAir): Promise<void> {
    const use = await budgets.get(caller.role)?.(caller.role === 'attendee' ? caller.seatId : caller.staffId)
    if (use === undefined || !use.isOver) return
    if (caller.role === 'attendee' && use.used > FLOOD_PER_10_S) socket.disconnect(true)
    throw new Refusal('too_many_requests', use.waitMs)
  }

  async function drain(): Promise<void> {
    isDraining = true
    const { sockets } = io.of('/')
    if (sockets.size === 0) return
    const withinMs = Math.min(DRAIN_LIMIT_MS, Math.ceil((sockets.size / RETURNS_PER_S) * 1_000))
    io.emit(serverDraining.name, { revision: null, body: { withinMs } })
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, withinMs + 500)
      for (const socket of sockets.values()) {
        socket.on('disconnect', () => {
          if (sockets.size > 0) return
          clearTimeout(late)
          resolve()
        })
      }
    })
  }

  return { drain }
}
