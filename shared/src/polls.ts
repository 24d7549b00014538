// Polls and debates (reference: debate-polls.md). A debate asks one motion in two waves; an ordinary poll has one.
import { z } from 'zod'
import { action, notice } from './define.ts'
import { AgendaItemId, Instant, OpId, OptionId, PollId } from './primitives.ts'
import { STAGE } from './roles.ts'

export const PollKind = z.enum(['choice', 'debate'])
export type PollKind = z.infer<typeof PollKind>

/** `before` and `after` belong to debates, `only` to ordinary polls. */
export const WaveName = z.enum(['only', 'before', 'after'])
export type WaveName = z.infer<typeof WaveName>

/** Staff opens and closes a wave; the poll as a whole is revealed. */
export const WaveState = z.enum(['draft', 'open', 'closed'])
export type WaveState = z.infer<typeof WaveState>

export const PollOption = z.strictObject({
  id: OptionId,
  label: z.string(),
  /** What the option stands for in a debate; null in ordinary polls. Decides colour and pattern, never the order of display. */
  stance: z.enum(['for', 'undecided', 'against']).nullable(),
})
export type PollOption = z.infer<typeof PollOption>

export const Wave = z.strictObject({
  name: WaveName,
  state: WaveState,
  openedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  /** Ballots cast, a number without names. Null while the number would give single votes away (debate-polls §4). */
  ballots: z.int().min(0).nullable(),
})
export type Wave = z.infer<typeof Wave>

/** How many chose an option. */
export const Tally = z.strictObject({ optionId: OptionId, count: z.int().min(0) })
export type Tally = z.infer<typeof Tally>

/** What a revealed ordinary poll shows: null tallies below five ballots where it is confidential. */
export const ChoiceResult = z.strictObject({ kind: z.literal('choice'), ballots: z.int().min(0), tallies: z.array(Tally).nullable() })

/** What a revealed debate shows: only people who voted both times count (debate-polls §3). */
export const DebateResult = z.strictObject({
  kind: z.literal('debate'),
  /** People who voted in both waves. */
  matched: z.int().min(0),
  beforeOnly: z.int().min(0),
  afterOnly: z.int().min(0),
  /** Sums per option before and after among the matched; null below five matched voters. */
  before: z.array(Tally).nullable(),
  after: z.array(Tally).nullable(),
  /** How many of the matched changed their answer; null below five matched voters. */
  switchers: z.int().min(0).nullable(),
  /** Rows before, columns after, in the order of the options; a suppressed cell is null; the table is null below ten matched voters. */
  moves: z.array(z.array(z.int().min(0).nullable())).nullable(),
})
export const PollResult = z.discriminatedUnion('kind', [ChoiceResult, DebateResult])
export type PollResult = z.infer<typeof PollResult>
export type DebateResult = z.infer<typeof DebateResult>
export type ChoiceResult = z.infer<typeof ChoiceResult>

export const Poll = z.strictObject({
  id: PollId,
  kind: PollKind,
  /** The question, or the motion of a debate. */
  text: z.string(),
  itemId: AgendaItemId.nullable(),
  options: z.array(PollOption).min(2).max(12),
  waves: z.array(Wave).min(1).max(2),
  /** Confidential (the default, and every debate): no number that could give a single vote away. Otherwise even small numbers are shown, never who voted what. */
  isConfidential: z.boolean(),
  isRevealed: z.boolean(),
  /** Null until revealed; staff also sees it once the last wave is closed. */
  result: PollResult.nullable(),
})
export type Poll = z.infer<typeof Poll>

/** This seat's own ballots, recomputed for each snapshot and never stored beside the seat (CO-03). */
export const OwnBallot = z.strictObject({ pollId: PollId, wave: WaveName, optionId: OptionId })
export type OwnBallot = z.infer<typeof OwnBallot>

/** Votes carry no opId: the natural key (poll, wave, pseudonym) makes repeats harmless, and an opId would link seat and ballot (RT-09). */
export const castBallot = action('poll.vote', {
  from: ['attendee'],
  input: z.strictObject({
    pollId: PollId,
    wave: WaveName,
    optionId: OptionId,
    /** Rises with each change of mind on this device; an older vote never replaces a newer one. */
    sequence: z.int().min(0).max(1e15),
  }),
  reply: OwnBallot,
  fails: ['poll_closed', 'option_unknown', 'not_found', 'too_many_requests'],
})

const wave = z.strictObject({ opId: OpId, pollId: PollId, wave: WaveName })

export const openWave = action('poll.open', {
  from: STAGE,
  input: wave,
  reply: Poll,
  fails: ['not_found', 'wrong_state', 'another_poll_open', 'seminar_not_live'],
})
export const closeWave = action('poll.close', { from: STAGE, input: wave, reply: Poll, fails: ['not_found', 'wrong_state'] })
export const revealPoll = action('poll.reveal', {
  from: STAGE,
  input: z.strictObject({ opId: OpId, pollId: PollId }),
  reply: Poll,
  fails: ['not_found', 'wrong_state'],
})
/** An improvised poll: prepared and opened by the trainer in the middle of the seminar. */
export const createPoll = action('poll.create', {
  from: STAGE,
  input: z.strictObject({
    opId: OpId,
    kind: PollKind,
    text: z.string().trim().min(1).max(300),
    /** Ignored for debates, whose options are always JA, UNENTSCHIEDEN, NEIN. */
    options: z.array(z.string().trim().min(1).max(120)).max(12),
    /** Ignored for debates, which are always confidential. */
    isConfidential: z.boolean().default(true),
  }),
  reply: Poll,
  fails: ['invalid'],
})

export const pollChanged = notice('poll.changed', { to: ['attendees', 'staff'], body: Poll })
/** The number of ballots so far, at most every two seconds (debate-polls §4). */
export const ballotsCounted = notice('poll.ballotsCounted', {
  to: ['attendees', 'staff'],
  body: z.strictObject({ pollId: PollId, wave: WaveName, ballots: z.int().min(0) }),
})
