// The composition root: the only file that names every slice and hands each what it needs from the others.
import { createServer, type Server as HttpServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import express from 'express'
import type { Logger } from 'pino'
import { Server as SocketServer } from 'socket.io'
import { Refusal } from '@podium/shared/failures.ts'
import type { Instant, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { stageChanged } from '@podium/shared/stage.ts'
import { chance, type Clock } from './adapters/clock.ts'
import { createCredentials } from './adapters/credentials.ts'
import type { Database, Handle } from './adapters/database/database.ts'
import { createGather } from './adapters/database/gather.ts'
import { createRecall } from './adapters/database/recall.ts'
import type { Keys } from './adapters/keys.ts'
import { createSmtpMailer } from './adapters/mailer.ts'
import type { Passwords } from './adapters/passwords.ts'
import { createShops } from './adapters/tickets/shops.ts'
import type { Config } from './config.ts'
import { createAttendance } from './domains/attendance/live.ts'
import { createWitnesses } from './domains/attendance/witnesses.ts'
import { createLetters } from './domains/letters/letters.ts'
import { createMedia, type MediaServer } from './domains/media/live.ts'
import { createPolls } from './domains/polls/live.ts'
import { pollEndpoints } from './domains/polls/routes.ts'
import { createQuestions } from './domains/questions/live.ts'
import { roomActions } from './domains/room/live.ts'
import { handsForTickets } from './domains/seats/holders.ts'
import { seatsForLetters } from './domains/seats/letters.ts'
import { createSeats, seatStandings } from './domains/seats/routes.ts'
import { readLinkToken } from './domains/seats/rules.ts'
import { cardOf, seminarEndpoints } from './domains/seminars/routes.ts'
import type { SeminarFacts } from './domains/seminars/rules.ts'
import { isAssigned, listSeminarFacts, readSeminar } from './domains/seminars/store.ts'
import { staffEndpoints, staffFacts } from './domains/staff/routes.ts'
import { assignAll, readStaff } from './domains/staff/store.ts'
import { createStage } from './domains/stage/live.ts'
import {
  createTickets,
  namingUrl,
  orderBoughtAlone,
  ordersOfSeats,
  orderToName,
  type OrderToName,
  ordersOfUnnamed,
  ordersToName,
  seatBackgrounds,
} from './domains/tickets/tickets.ts'
import { createAccess } from './transport/access.ts'
import { createAudience } from './transport/audience.ts'
import type { StaffCaller } from './transport/caller.ts'
import { securityHeaders, serveDocuments } from './transport/documents.ts'
import { createFrames } from './transport/frames.ts'
import { serveHealth, serveMediaHook } from './transport/health.ts'
import { serveShopHooks } from './transport/hooks.ts'
import { isOwnOrigin, serveApi } from './transport/http.ts'
import { type LiveServer, PING_TIMEOUT_MS, serveLive } from './transport/live.ts'
import { countRequests } from './transport/log.ts'

export interface AppParts {
  readonly config: Config
  readonly keys: Keys
  readonly database: Database
  readonly clock: Clock
  readonly passwords: Passwords
  readonly media: MediaServer
  /** Checks a webhook of the media server; throws on a forged one. */
  readonly readMediaEvent: MediaEventReader
  readonly log: Logger
}

/** What a media event means to Podium; null for everything it does not act on. */
export type MediaEventReader = (body: string, authorization: string | undefined) => Promise<{ id: string; moved: MediaMove | null }>

/** Somebody joined or left a media room; instants in UTC milliseconds. */
export interface MediaMove {
  readonly kind: 'joined' | 'left'
  readonly room: string
  readonly identity: string
  readonly sid: string
  readonly joinedAt: Instant
  readonly at: Instant
}

export type App = Awaited<ReturnType<typeof createApp>>

/** Builds the whole server on a port of its own choosing by `listen`; nothing runs before `start`. */
export async function createApp(parts: AppParts) {
  const { config, keys, database, clock, media: mediaServer, log } = parts
  const isSecure = config.publicUrl.startsWith('https:')
  const origin = new URL(config.publicUrl).origin
  const processId = randomUUID()

  const express_ = express()
  express_.disable('x-powered-by')
  if (config.trustProxy !== null) express_.set('trust proxy', config.trustProxy.split(','))
  const http: HttpServer = createServer(express_)
  const io: LiveServer = new SocketServer(http, {
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 16 * 1024,
    pingInterval: 10_000,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: 5_000,
  })
  // AL-17: on every request, not only on the first; a page of another origin never gets as far as a ticket.
  io.engine.use(
    (request: { headers: NodeJS.Dict<string | string[]>; method?: string }, _response: unknown, next: (error?: Error) => void) => {
      const isPlainGet =
        request.headers.origin === undefined && request.headers.upgrade === undefined && request.headers['sec-fetch-site'] === undefined
      next(isPlainGet || isOwnOrigin(request, origin) ? undefined : new Error('foreign origin'))
    },
  )

  const recallSeminar = createRecall(database, ['seminar', 'agenda_item', 'extension'], readSeminar)
  const seminarFacts = async (db: Handle, id: SeminarId): Promise<SeminarFacts> => {
    const facts = await recallSeminar(db, id)
    if (facts === null) throw new Refusal('not_found')
    return facts
  }
  const mayWorkOn = async (staff: StaffCaller, id: SeminarId) =>
    staff.role === 'organiser' || isAssigned(database.handle, staff.staffId, id)
  const standing = createGather((ids: readonly SeatId[]) => seatStandings(database.handle, ids))

  const access = createAccess({ key: keys.pass, isSecure, clock, facts: { seatStanding: standing, ...staffFacts(database, clock) } })
  const audience = createAudience(io, clock)
  const frames = createFrames()
  const slice = { database, audience, clock, seminarFacts }

  const attendance = createAttendance({ ...slice, processId, log })
  const witnesses = createWitnesses({ database, clock, seatStanding: standing })
  const questions = createQuestions(slice)
  const polls = createPolls({
    ...slice,
    pollKey: keys.poll,
    countPresent: async (id) => (await attendance.countAudience(id)).present,
    log,
  })
  const media = createMedia({
    database,
    clock,
    server: mediaServer,
    seminarFacts,
    allSeminars: () => listSeminarFacts(database.handle, null),
    seatStanding: standing,
    countSeats: async (id) => (await attendance.countAudience(id)).seats,
    mayWorkOn,
    peopleListed: witnesses.listed,
    log,
  })
  const credentials = createCredentials(keys)
  const { publicUrl } = config
  const seats = createSeats({
    ...slice,
    access,
    credentials,
    isConnected: attendance.isConnected,
    endMedia: media.endSeat,
    publicUrl,
    seatChanged: attendance.seatChanged,
    // Letters are made from seats, so they are built after them.
    planLetters: (tx, ids) => letters.planSeats(tx, ids),
    wakeLetters: () => letters.wake(),
    lettersOf: (db, id) => letters.lettersOf(db, id),
    backgrounds: seatBackgrounds,
  })
  const { holders } = seats
  const seatsToTell = seatsForLetters({ accessOf: holders.accessOf, seminarFacts, ordersOfUnnamed })
  const orderToTell = async (db: Handle, { row, seatIds }: OrderToName) => ({
    orderId: row.id,
    seminarId: row.seminar_id,
    buyerName: row.buyer_name,
    buyerEmail: row.buyer_email,
    namingUrl: namingUrl(publicUrl, credentials, row),
    seats: await seatsToTell.seats(db, seatIds),
  })
  const letters = createLetters({
    ...slice,
    ...seatsToTell,
    order: async (db, id) => {
      const order = await orderToName(db, id)
      return order === null ? null : orderToTell(db, order)
    },
    ordersOfSeminar: async (db, id) => Promise.all((await ordersToName(db, id)).map((order) => orderToTell(db, order))),
    ordersOfSeats,
    substituteUrl: async (db, seatId) => {
      const order = await orderBoughtAlone(db, seatId)
      return order === null ? null : namingUrl(publicUrl, credentials, order)
    },
    minutesOf: attendance.minutesOf,
    answersOf: questions.answersOf,
    vaultKey: keys.vault,
    mailer: config.smtpUrl === null ? null : createSmtpMailer(config.smtpUrl),
    sender: { publicUrl, from: config.mailFrom, replyTo: config.mailReplyTo, imprint: config.imprint },
    staffEmail: readStaff,
    keepFrame: frames.keep,
    random: chance,
    log,
  })
  const tickets = createTickets({
    ...slice,
    credentials,
    vaultKey: keys.vault,
    publicUrl,
    cardOf: (facts) => cardOf(facts, clock.now()),
    readToken: readLinkToken,
    openShop: createShops(config.eventbriteUrl, clock),
    seats: handsForTickets(holders),
    letters,
    random: chance,
    log,
  })
  const thank = async (id: SeminarId) => {
    const { rows } = await attendance.forOrganiser(id)
    const wereThere = new Set(rows.flatMap(({ seatId, presentMinutes }) => (presentMinutes > 0 ? [seatId] : [])))
    await database.transaction((tx) => letters.seminarEnded(tx, id, wereThere))
  }
  /** Podium may have died after the end of a seminar and before anybody was thanked. */
  const thankTheRest = async () => {
    for (const id of await letters.unthanked()) await thank(id).catch((error: unknown) => log.error({ err: error }, 'nobody was thanked'))
    letters.wake()
  }
  const stage = createStage({
    ...slice,
    wentLive: async (id) => attendance.seatChanged(id),
    ended: async (id) => {
      attendance.seatChanged(id)
      await polls.finalise(id)
      await attendance.finalise(id)
      await thank(id)
      letters.wake()
      await media.endRoom(id)
    },
  })
  const seminars = seminarEndpoints({
    database,
    clock,
    provider: config.providerName,
    // Until staff can be assigned one by one, whoever trains or moderates here works on every new seminar.
    assignStaff: assignAll,
    moved: letters.seminarMoved,
    cancelled: letters.seminarCancelled,
    changed: async (id) => {
      letters.wake()
      const now = await stage.read(database.handle, id)
      audience.tell('attendees', id, stageChanged, now)
      audience.tell('staff', id, stageChanged, now)
    },
  })
  const staff = staffEndpoints({ database, clock, access, passwords: parts.passwords, mayWorkOn })
  const room = roomActions({
    audience,
    now: clock.now,
    common: async (id) => ({
      seminar: cardOf(await seminarFacts(database.handle, id), clock.now()),
      stage: await stage.read(database.handle, id),
    }),
    forAttendee: async (id, seatId) => ({
      ...(await questions.forAttendee(id, seatId)),
      ...(await polls.forAttendee(id, seatId)),
      presentMinutes: await attendance.minutesOf(id, seatId),
    }),
    forStaff: async (id, isOrganiser) => ({
      isModerated: (await seminarFacts(database.handle, id)).isModerated,
      ...(await questions.forStaff(id)),
      ...(await polls.forStaff(id)),
      audience: await attendance.countAudience(id),
      attendance: isOrganiser ? await attendance.forOrganiser(id) : null,
    }),
  })

  let isStopping = false
  express_.use(countRequests(log))
  express_.use(
    serveHealth({
      running: async () => !isStopping,
      database: async () => database.ping().then(() => true),
      media: async () => mediaServer.isHealthy(),
    }),
  )
  express_.use(
    serveMediaHook(async (body, authorization) => {
      const event = await parts.readMediaEvent(body, authorization)
      return async () => {
        const { moved } = event
        if (moved === null) return
        if (moved.kind === 'joined') await media.putOutIfUnwanted(moved.room, moved.identity)
        await witnesses.reported({ id: event.id, ...moved })
      }
    }, log),
  )
  express_.use(serveShopHooks(tickets.receiveHook))
  express_.use(securityHeaders(mediaServer.clientUrl, isSecure))
  express_.use(
    '/api',
    serveApi(
      [...seminars, ...seats.endpoints, ...tickets.endpoints, ...letters.endpoints, ...staff, ...media.endpoints, ...pollEndpoints(slice)],
      { access, origin, isSecure, log },
    ),
  )
  express_.use(frames.serve(access, isSecure))
  express_.use(serveDocuments(config.webDir))
  const live = serveLive(io, {
    access,
    actions: [...room, ...media.actions, ...stage.actions, ...questions.actions, ...polls.actions, ...attendance.actions],
    witness: attendance.witness,
    log,
  })

  const stops: (() => void)[] = []
  let stopLetters = async () => {}

  /** Opens the doors; rejects when the port is taken. */
  async function start(): Promise<void> {
    await attendance.recover()
    await polls.recover()
    await tickets.recover()
    await letters.recover()
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject)
      http.listen(config.port, config.host, () => resolve())
    })
    stops.push(attendance.start(), media.start(), tickets.start(), questions.stop, polls.stop)
    stopLetters = letters.start()
    await thankTheRest()
  }

  /** Closes the doors: no new work, every connection told to come back, everything saved. At most ten seconds (RL-06). */
  async function stop(): Promise<void> {
    isStopping = true
    await Promise.all([live.drain(), stopLetters()])
    for (const end of stops) end()
    const closed = io.close()
    // A connection that has asked nothing yet, as browsers keep in reserve, does not count as idle and would be waited for.
    http.closeAllConnections()
    await closed
  }

  return { http, start, stop, seats, polls }
}
