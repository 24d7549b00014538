// The tables as Kysely sees them; migrations/ is where they are made. Instants are UTC milliseconds.
import type { ColumnType, Kysely } from 'kysely'
import type { Locale } from '@podium/shared/letters.ts'
import type { AgendaItemId, Instant, OptionId, PollId, QuestionId, SeatId, SeminarId, StaffId } from '@podium/shared/primitives.ts'
import type { DebateStatistics, PollKind, PollOption, PollResult, Tally, WaveName, WaveState } from '@podium/shared/polls.ts'
import type { Field, QuestionState, ShownAs } from '@podium/shared/questions.ts'
import type { StaffRole } from '@podium/shared/roles.ts'
import type { SeatOrigin } from '@podium/shared/tickets.ts'
import type { Json } from './json.ts'
import type {
  CoViewerTable,
  HookReceiptTable,
  LetterTable,
  LetterTextTable,
  ShopConnectionTable,
  TicketOrderTable,
  TicketTable,
} from './ticket-tables.ts'

export interface SeminarTable {
  id: SeminarId
  slug: string
  title: string
  subtitle: string
  provider: string
  trainer_name: string
  trainer_role: string
  /** `open` is never stored: it follows from the clock (S2). */
  state: 'draft' | 'published' | 'live' | 'ended' | 'archived' | 'cancelled'
  starts_at: Instant
  ends_at: Instant
  time_zone: string
  support_phone: string
  support_email: string
  /** Name of the media room; random, so that it cannot be guessed from the seminar (livekit.md §10). */
  media_room: string
  went_live_at: Instant | null
  ended_at: Instant | null
  current_item_id: AgendaItemId | null
  is_moderated: boolean
  is_demo: boolean
  /** The language of every letter. */
  locale: ColumnType<Locale, Locale | undefined, Locale>
  /** Whether the reminder fifteen minutes before leaves. */
  is_reminder_wanted: ColumnType<boolean, boolean | undefined, boolean>
  /** The operation that made it; null for those made by Podium itself. */
  op_id: ColumnType<string | null, string | null | undefined, string | null>
}

export interface AgendaItemTable {
  id: AgendaItemId
  seminar_id: SeminarId
  position: number
  title: string
  planned_minutes: number
  is_starred: boolean
}

export interface AgendaProgressTable {
  seminar_id: SeminarId
  position: number
  item_id: AgendaItemId
  started_at: Instant
  ended_at: Instant | null
}

/** Each +15 min; the natural key makes repeats harmless. */
export interface ExtensionTable {
  seminar_id: SeminarId
  op_id: string
  minutes: number
}

export interface SeatTable {
  id: SeatId
  seminar_id: SeminarId
  holder_name: string
  holder_email: string | null
  /** 16 random bytes, hex. Link, code and number derive from it with a key outside the database. */
  nonce: string
  version: number
  key_id: string
  token_hash: string
  number: string
  wrong_codes: number
  code_locked_until: Instant | null
  revoked_at: Instant | null
  /** The device that may be in the room; null before the first login and after leaving. */
  active_device: string | null
  take_overs: number
  last_take_over_at: Instant | null
  created_at: Instant
  origin: ColumnType<SeatOrigin, SeatOrigin | undefined, never>
  /** Who took it away; a shop gives back only what the shop took. Null while valid, and for rows from before shops: the organiser. */
  revoked_by: ColumnType<'organiser' | 'shop' | null, 'organiser' | 'shop' | null | undefined, 'organiser' | 'shop' | null>
  /** Somebody was named here: a later name of the shop no longer overwrites it. */
  is_named_here: ColumnType<boolean, boolean | undefined, boolean>
  /** SEQUENCE of the next calendar entry for this seat; rises with every letter that carries one (RFC 5545 3.8.7.4). */
  calendar_sequence: ColumnType<number, number | undefined, number>
  /** The last substitution, so that a repeat changes nothing. */
  last_op_id: ColumnType<string | null, string | null | undefined, string | null>
}

export interface StaffTable {
  id: StaffId
  name: string
  email: string
  role: StaffRole
  password_hash: string
  failed_sign_ins: number
  locked_until: Instant | null
}

export interface StaffSessionTable {
  token_hash: string
  staff_id: StaffId
  created_at: Instant
  seen_at: Instant
  expires_at: Instant
}

export interface StaffAssignmentTable {
  staff_id: StaffId
  seminar_id: SeminarId
}

export interface QuestionTable {
  id: QuestionId
  seminar_id: SeminarId
  seat_id: SeatId
  op_id: string
  text: string
  shown_kind: ShownAs['kind']
  shown_field: Field | null
  state: QuestionState
  note: string | null
  asked_at: Instant
  item_id: AgendaItemId | null
  /** The question that stands for this one; null while it stands on its own. */
  merged_into_id: QuestionId | null
  /** The question it was put together with by hand, perhaps merged itself since. */
  merged_via_id: QuestionId | null
  state_before_merge: QuestionState | null
}

export interface UpvoteTable {
  question_id: QuestionId
  seat_id: SeatId
}

export interface PollTable {
  id: PollId
  seminar_id: SeminarId
  op_id: string
  position: number
  kind: PollKind
  text: string
  options: Json<PollOption[]>
  item_id: AgendaItemId | null
  is_confidential: boolean
  is_revealed: boolean
  /** The numbers as published; null until revealed. */
  result: Json<PollResult> | null
  /** The sealed secret that turns seats into pseudonyms; null once destroyed. */
  sealed_secret: string | null
  is_archived: boolean
  /** Sums of the first wave, where the room was shown them before the vote after. */
  early: Json<Tally[]> | null
  /** Intervals and tests of a debate, kept when its ballots go. */
  statistics: Json<StoredStatistics> | null
}

/** What staff may read and the export tells beside a debate's result. */
export interface StoredStatistics {
  readonly shown: DebateStatistics
  readonly tests: DebateTests | null
}

/** Tests of a before/after table; p-values never reach the room. */
export interface DebateTests {
  readonly signFlip: number
  readonly stuartMaxwell: { readonly chiSquare: number; readonly degreesOfFreedom: number; readonly p: number }
  /** An infinite statistic is null. */
  readonly bhapkar: { readonly chiSquare: number | null; readonly degreesOfFreedom: number; readonly p: number }
  readonly mcNemar: readonly { readonly optionId: OptionId; readonly exact: number; readonly midP: number }[]
}

export interface PollWaveTable {
  poll_id: PollId
  name: WaveName
  position: number
  state: WaveState
  opened_at: Instant | null
  closed_at: Instant | null
  version: number
  closes_at: Instant | null
  /** Seats present when it closed last. */
  present: number | null
  /** Ballots when it closed last. */
  ballots: number | null
}

/** Operations that were carried out on a poll; a repeat changes nothing (RT-09). */
export interface PollOperationTable {
  poll_id: PollId
  op_id: string
}

/** What a wave was before it was opened again; `edition` counts such corrections of a poll from 1. */
export interface PollWaveVersionTable {
  poll_id: PollId
  edition: number
  wave: WaveName
  version: number
  opened_at: Instant | null
  closed_at: Instant | null
  ballots: number
  present: number | null
  /** Whether staff could read the poll's numbers at that time. */
  was_shown: boolean
  /** The sums that may be told; null until the end, and where they would give single votes away. */
  numbers: Json<{ label: string; count: number }[]> | null
}

/** All ballots of a poll as they were at a correction; destroyed with the ballots. */
export interface BallotVersionTable {
  poll_id: PollId
  edition: number
  wave: WaveName
  vote_key: string
  choice: string
}

/** What was written alike is shown under another word, or not at all (null). */
export interface PollWordTable {
  poll_id: PollId
  word_key: string
  shown_as: string | null
}

/** No seat, no time, no order of arrival (CO-03). */
export interface BallotTable {
  poll_id: PollId
  wave: WaveName
  vote_key: string
  /** Option ids with a space between, or the words. */
  choice: string
  sequence: number
}

export interface PresenceIntervalTable {
  connection_id: string
  seminar_id: SeminarId
  seat_id: SeatId
  process_id: string
  opened_at: Instant
  closed_at: Instant | null
}

export interface ProcessWatermarkTable {
  process_id: string
  seen_at: Instant
}

/** What is left of a seat's presence once its seminar is over. */
export interface AttendanceRecordTable {
  seat_id: SeatId
  seminar_id: SeminarId
  minutes: number
  /** One bit per minute of the live window, the first one highest, as hex digits. */
  bitmap: string
  first_seen_at: Instant
  last_seen_at: Instant
}

/** A connection to the media server, by its own id there. */
export interface MediaWitnessTable {
  sid: string
  seat_id: SeatId
  seminar_id: SeminarId
  joined_at: Instant
  left_at: Instant | null
}

/** Podium itself was away: from the last sign of a process to the next start. */
export interface OutageTable {
  process_id: string
  from_at: Instant
  until_at: Instant
}

export interface MediaEventTable {
  id: string
  received_at: Instant
}

export interface Tables {
  seminar: SeminarTable
  agenda_item: AgendaItemTable
  agenda_progress: AgendaProgressTable
  extension: ExtensionTable
  seat: SeatTable
  staff: StaffTable
  staff_session: StaffSessionTable
  staff_assignment: StaffAssignmentTable
  question: QuestionTable
  upvote: UpvoteTable
  poll: PollTable
  poll_wave: PollWaveTable
  poll_operation: PollOperationTable
  poll_wave_version: PollWaveVersionTable
  poll_word: PollWordTable
  ballot: BallotTable
  ballot_version: BallotVersionTable
  presence_interval: PresenceIntervalTable
  process_watermark: ProcessWatermarkTable
  attendance_record: AttendanceRecordTable
  media_witness: MediaWitnessTable
  outage: OutageTable
  media_event: MediaEventTable
  ticket_order: TicketOrderTable
  ticket: TicketTable
  shop_connection: ShopConnectionTable
  hook_receipt: HookReceiptTable
  co_viewer: CoViewerTable
  letter: LetterTable
  letter_text: LetterTextTable
}

/** A handle for queries: the database itself or a transaction. Inside a transaction use only the transaction's handle. */
export type Handle = Kysely<Tables>
