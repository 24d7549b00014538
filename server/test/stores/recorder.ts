// Stands in for Socket.IO behind the real audience: keeps what was sent to whom.
import type { AnyNotice, BodyOf, Delivered } from '@podium/shared/define.ts'
import type { SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { createAudience, groupRoom, seatRoom } from '../../src/transport/audience.ts'
import type { SeatCaller, StaffOnAir } from '../../src/transport/caller.ts'
import type { BoundAction } from '../../src/transport/live.ts'
import type { AnyAction, AskedOf, ReplyOf } from '@podium/shared/define.ts'
import { StaffId } from '@podium/shared/primitives.ts'
import { newId } from '../../src/adapters/clock.ts'
import { createTestClock } from '../clock.ts'

/** What one room was sent, in order. */
export interface Sent {
  readonly room: string
  readonly name: string
  readonly body: unknown
}

/** An audience whose messages a test can read, and callers that ask for actions as the transport would. */
export function createRecorder(startAt: number) {
  const clock = createTestClock(startAt)
  const sent: Sent[] = []
  let heard = () => {}
  const audience = createAudience(
    {
      // Everybody listens.
      of: () => ({ adapter: { rooms: { has: () => true } as unknown as ReadonlyMap<string, ReadonlySet<string>> } }), // only `has` is asked
      to: (room) => ({
        emit(name: string, delivered: Delivered<unknown>) {
          sent.push({ room, name, body: delivered.body })
          heard()
        },
      }),
      in: () => ({ disconnectSockets() {} }),
    },
    clock,
  )

  function bodies<N extends AnyNotice>(room: string, notice: N): BodyOf<N>[] {
    // Everything sent under this name was typed by `tell` with the same notice.
    return sent.filter((message) => message.room === room && message.name === notice.name).map((message) => message.body as BodyOf<N>)
  }

  return {
    clock,
    audience,
    sent,
    /** Resolves at the next message sent. */
    next: () => new Promise<void>((resolve) => (heard = resolve)),
    toAttendees: <N extends AnyNotice>(id: SeminarId, notice: N) => bodies(groupRoom(id, 'attendees'), notice),
    toStaff: <N extends AnyNotice>(id: SeminarId, notice: N) => bodies(groupRoom(id, 'staff'), notice),
    toSeat: <N extends AnyNotice>(id: SeatId, notice: N) => bodies(seatRoom(id), notice),
  }
}

/** Asks for an action on a seat, unparsed input and all. */
export function asSeat(actions: readonly BoundAction[], seminarId: SeminarId, seatId: SeatId) {
  const caller: SeatCaller = { role: 'attendee', seatId, seminarId, version: 1, deviceId: newId() }
  return ask(actions, caller)
}

/** Asks for an action as the trainer. */
export function asTrainer(actions: readonly BoundAction[], seminarId: SeminarId) {
  const caller: StaffOnAir = {
    role: 'trainer',
    staffId: StaffId.parse(newId()),
    name: 'Jana Sommer',
    email: 'jana@e-akademie.example',
    seminarId,
  }
  return ask(actions, caller)
}

function ask(actions: readonly BoundAction[], caller: SeatCaller | StaffOnAir) {
  return async <A extends AnyAction>(action: A, input: AskedOf<A>): Promise<ReplyOf<A>> => {
    const bound = actions.find((candidate) => candidate.name === action.name)
    if (bound === undefined) throw new Error(`${action.name} is not bound`)
    // The contract's schema checks what the handler answered.
    return action.reply.parse(await bound.run(caller, input, 'connection')) as ReplyOf<A>
  }
}
