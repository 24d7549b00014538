// Polls and debates (reference: debate-polls.md). A debate asks one motion in two or three waves; an ordinary poll has one.
import { z } from 'zod'
import { action, endpoint, notice } from './define.ts'
import { AgendaItemId, Instant, OpId, OptionId, PollId, SeminarId, WordText } from './primitives.ts'
import { STAGE } from './roles.ts'

/** One answer, several answers, a number from 1 to 5, a short answer in words, or a motion voted on before and after. */
export const PollKind = z.enum(['choice', 'multiple', 'scale', 'words', 'debate'])
export type PollKind = z.infer<typeof PollKind>

/** `before`, `middle` (optional) and `after` belong to debates, `only` to ordinary polls. */
export const WaveName = z.enum(['only', 'before', 'middle', 'after'])
export type WaveName = z.infer<typeof WaveName>

/** Staff arms, opens and closes a wave; the poll as a whole is revealed and archived. Armed: next in line, still unknown to the room. */
export const WaveState = z.enum(['draft', 'armed', 'open', 'closed'])
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
  /** Rises by one each time a closed wave is opened again (a correction); 1 at first. */
  version: z.int().min(1),
  openedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  /** When it closes by itself; null while the stage closes it by hand. */
  closesAt: Instant.nullable(),
  /** Ballots cast, a number without names. Null while the number would give single votes away (debate-polls §4). */
  ballots: z.int().min(0).nullable(),
  /** Seats present when it closed, for the turnout; null before. */
  present: z.int().min(0).nullable(),
})
export type Wave = z.infer<typeof Wave>

/** How many chose an option. */
export const Tally = z.strictObject({ optionId: OptionId, count: z.int().min(0) })
export type Tally = z.infer<typeof Tally>

/** Single choice: null tallies below five ballots where it is confidential. */
export const ChoiceResult = z.strictObject({ kind: z.literal('choice'), ballots: z.int().min(0), tallies: z.array(Tally).nullable() })
/** Multiple choice: how many ballots hold each option; the counts add up to more than the ballots. */
export const MultipleResult = z.strictObject({ kind: z.literal('multiple'), ballots: z.int().min(0), tallies: z.array(Tally).nullable() })
/** A scale from 1 (first option) to 5 (last): distribution, mean and median; all null below five ballots where it is confidential. */
export const ScaleResult = z.strictObject({
  kind: z.literal('scale'),
  ballots: z.int().min(0),
  tallies: z.array(Tally).nullable(),
  mean: z.number().min(1).max(5).nullable(),
  median: z.number().min(1).max(5).nullable(),
})
/** Answers in words, grouped and moderated: most frequent first; null below five ballots where it is confidential. */
export const WordsResult = z.strictObject({
  kind: z.literal('words'),
  ballots: z.int().min(0),
  groups: z.array(z.strictObject({ word: z.string(), count: z.int().min(1) })).nullable(),
})

/** In words, never as a p-value: at least five points and beyond chance, at least five points, or less (debate-polls §5). */
export const Verdict = z.enum(['clear', 'narrow', 'tie'])
export type Verdict = z.infer<typeof Verdict>

/** What a revealed debate shows: only people who voted both before and after count (debate-polls §3). */
export const DebateResult = z.strictObject({
  kind: z.literal('debate'),
  /** People who voted both before and after. */
  matched: z.int().min(0),
  beforeOnly: z.int().min(0),
  afterOnly: z.int().min(0),
  /** Sums per option before and after among the matched; null below five matched voters. */
  before: z.array(Tally).nullable(),
  after: z.array(Tally).nullable(),
  /** The middle wave among those of the matched who voted in it; null without such a wave or below five. */
  middle: z.array(Tally).nullable(),
  /** How many of the matched changed their answer; null below five matched voters. */
  switchers: z.int().min(0).nullable(),
  /** Rows before, columns after, in the order of the options; a suppressed cell is null; the table is null below ten matched voters. */
  moves: z.array(z.array(z.int().min(0).nullable())).nullable(),
  /** Change of each option's share in percentage points, −100 to 100, one decimal; null below five matched voters. */
  shifts: z.array(z.strictObject({ optionId: OptionId, points: z.number().min(-100).max(100) })).nullable(),
  /** Shift of JA minus shift of NEIN in percentage points, −200 to 200, one decimal (Oxford margin); null below five matched voters. */
  margin: z.number().min(-200).max(200).nullable(),
  verdict: Verdict.nullable(),
  /** The numbers before were shown before the vote after: the result is marked "beeinflusst". */
  isInfluenced: z.boolean(),
})
export const PollResult = z.discriminatedUnion('kind', [ChoiceResult, MultipleResult, ScaleResult, WordsResult, DebateResult])
export type PollResult = z.infer<typeof PollResult>
export type DebateResult = z.infer<typeof DebateResult>
export type ChoiceResult = z.infer<typeof ChoiceResult>
export type MultipleResult = z.infer<typeof MultipleResult>
export type ScaleResult = z.infer<typeof ScaleResult>
export type WordsResult = z.infer<typeof WordsResult>

export const Poll = z.strictObject({
  id: PollId,
  kind: PollKind,
  /** The question, or the motion of a debate. */
  text: z.string(),
  itemId: AgendaItemId.nullable(),
  /** Empty for words; five for a scale. */
  options: z.array(PollOption).max(12),
  waves: z.array(Wave).min(1).max(3),
  /** Confidential (the default, and every debate): no number that could give a single vote away. Otherwise even small numbers are shown, never who voted what. */
  isConfidential: z.boolean(),
  /** Text and options can no longer change: a ballot has been cast. */
  isFrozen: z.boolean(),
  isRevealed: z.boolean(),
  /** Put away: it leaves the room's list, its numbers stay. */
  isArchived: z.boolean(),
  /** Sums of the first wave, shown to the room before the vote after by order of the stage; null otherwise. */
  early: z.array(Tally).nullable(),
  /** Null until revealed; staff also sees it once the last wave is closed. */
  result: PollResult.nullable(),
})
export type Poll = z.infer<typeof Poll>

/**
 * Order effects: half of the seats see the answers of a debate the other way round, the same way in all its waves.
 * @param orderBit the seat's own bit from its snapshot; unrelated to its pseudonyms.
 */
export function isReversedFor(poll: Pick<Poll, 'id' | 'kind'>, orderBit: 0 | 1): boolean {
  return poll.kind === 'debate' && (poll.id.charCodeAt(25) + orderBit) % 2 === 1
}

/** What one seat answers. */
export const Choice = z.discriminatedUnion('kind', [
  /** Exactly one option, except in a multiple choice: one to all. */
  z.strictObject({ kind: z.literal('options'), optionIds: z.array(OptionId).min(1).max(12) }),
  z.strictObject({ kind: z.literal('word'), word: WordText }),
])
export type Choice = z.infer<typeof Choice>

/** This seat's own ballots, recomputed for each snapshot and never stored beside the seat (CO-03). */
export const OwnBallot = z.strictObject({ pollId: PollId, wave: WaveName, choice: Choice })
export type OwnBallot = z.infer<typeof OwnBallot>

/** Votes carry no opId: the natural key (poll, wave, pseudonym) makes repeats harmless, and an opId would link seat and ballot (RT-09). */
export const castBallot = action('poll.vote', {
  from: ['attendee'],
  input: z.strictObject({
    pollId: PollId,
    wave: WaveName,
    choice: Choice,
    /** Rises with each change of mind on this device; an older vote never replaces a newer one. */
    sequence: z.int().min(0).max(1e15),
  }),
  reply: OwnBallot,
  fails: ['poll_closed', 'option_unknown', 'not_found', 'too_many_requests'],
})

const wave = z.strictObject({ opId: OpId, pollId: PollId, wave: WaveName })
const poll = z.strictObject({ opId: OpId, pollId: PollId })

/** Puts a prepared wave next in line. */
export const armWave = action('poll.arm', { from: STAGE, input: wave, reply: Poll, fails: ['not_found', 'wrong_state'] })
/** Opens a prepared or armed wave, or a closed one of an unrevealed poll again (a new version with the ballots so far). */
export const openWave = action('poll.open', {
  from: STAGE,
  input: z.strictObject({
    ...wave.shape,
    /** Null: the stage closes it by hand. Never below 60 s (debate-polls §2). */
    closesAfterSeconds: z.int().min(60).max(1_800).nullable().default(null),
  }),
  reply: Poll,
  fails: ['not_found', 'wrong_state', 'another_poll_open', 'seminar_not_live'],
})
/** Gives an open wave that closes by itself another minute; counted once per opId. */
export const extendWave = action('poll.extend', { from: STAGE, input: wave, reply: Poll, fails: ['not_found', 'wrong_state'] })
export const closeWave = action('poll.close', { from: STAGE, input: wave, reply: Poll, fails: ['not_found', 'wrong_state'] })
/** Shows the room the numbers; once every wave is closed. */
export const revealPoll = action('poll.reveal', { from: STAGE, input: poll, reply: Poll, fails: ['not_found', 'wrong_state'] })
/** Shows the room the sums of a debate's first wave before the vote after: logged, and the result is marked as influenced. */
export const revealEarly = action('poll.revealEarly', { from: STAGE, input: poll, reply: Poll, fails: ['not_found', 'wrong_state'] })
/** Puts a poll away that is revealed or was never opened. */
export const archivePoll = action('poll.archive', { from: STAGE, input: poll, reply: Poll, fails: ['not_found', 'wrong_state'] })

const draft = {
  kind: PollKind,
  text: z.string().trim().min(1).max(300),
  /** Ignored for debates (JA, UNENTSCHIEDEN, NEIN) and words; a scale has five, of which the inner ones may be empty. */
  options: z.array(z.string().trim().max(120)).max(12),
  /** Ignored for debates, which are always confidential. */
  isConfidential: z.boolean().default(true),
  /** Whether a debate has a vote in the middle; ignored for other kinds. */
  hasMiddle: z.boolean().default(false),
}

/** A poll prepared beforehand or improvised in the middle of the seminar; `itemId` undefined means the current agenda item. */
export const createPoll = action('poll.create', {
  from: STAGE,
  input: z.strictObject({ opId: OpId, ...draft, itemId: AgendaItemId.nullable().optional() }),
  reply: Poll,
  fails: ['invalid'],
})
/** Changes a poll until its first ballot; option ids stay where the number of options stays. */
export const editPoll = action('poll.edit', {
  from: STAGE,
  input: z.strictObject({ opId: OpId, pollId: PollId, ...draft, itemId: AgendaItemId.nullable() }),
  reply: Poll,
  fails: ['invalid', 'not_found', 'wrong_state'],
})

/** Answers in words as the stage sees them before the reveal: what was written alike, under which word it is shown, null where it is kept back. */
export const WordGroup = z.strictObject({ written: z.string(), count: z.int().min(1), shownAs: z.string().nullable() })
export type WordGroup = z.infer<typeof WordGroup>

/** Once the wave is closed; sums only. Fails with wrong_state for other kinds or earlier, and below five confidential ballots. */
export const readWords = action('poll.readWords', {
  from: STAGE,
  input: z.strictObject({ pollId: PollId }),
  reply: z.array(WordGroup).max(5_000),
  fails: ['not_found', 'wrong_state'],
})
/** Shows what was written alike under another word (grouping), or not at all (null). */
export const groupWords = action('poll.groupWords', {
  from: STAGE,
  input: z.strictObject({
    opId: OpId,
    pollId: PollId,
    written: z.array(z.string().min(1).max(200)).min(1).max(500),
    shownAs: WordText.nullable(),
  }),
  reply: z.array(WordGroup).max(5_000),
  fails: ['not_found', 'wrong_state'],
})

/** An interval in percentage points, one decimal. */
export const PointsInterval = z.strictObject({ from: z.number(), to: z.number() })
export type PointsInterval = z.infer<typeof PointsInterval>

/** What staff may read beside the result: "would a small wobble tip it?". Null parts would give single votes away or need more voters. */
export const DebateStatistics = z.strictObject({
  /** 95 %: paired t from 50 matched voters on, exact sign-flip below (then only whether it excludes zero). */
  margin: z.strictObject({ interval: PointsInterval.nullable(), excludesZero: z.boolean() }).nullable(),
  /** 95 % Newcombe interval of each option's shift. */
  shifts: z.array(z.strictObject({ optionId: OptionId, interval: PointsInterval })).nullable(),
})
export type DebateStatistics = z.infer<typeof DebateStatistics>

export const readStatistics = action('poll.readStatistics', {
  from: STAGE,
  input: z.strictObject({ pollId: PollId }),
  reply: DebateStatistics,
  fails: ['not_found', 'wrong_state'],
})

/** Everything publishable about the polls of a seminar as CSV (UTF-8 with BOM, semicolons): totals, matched tables after suppression, tests, all versions of a wave. */
export const exportPolls = endpoint('polls.export', {
  method: 'GET',
  path: '/api/polls/export',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId }),
  reply: z.strictObject({ fileName: z.string(), csv: z.string() }),
  fails: ['not_found', 'not_allowed'],
})

export const pollChanged = notice('poll.changed', { to: ['attendees', 'staff'], body: Poll })
/** It was archived before anybody voted, or put away: attendees drop it from their list. */
export const pollRemoved = notice('poll.removed', { to: ['attendees'], body: z.strictObject({ pollId: PollId }) })
/** The number of ballots so far, at most every two seconds (debate-polls §4). */
export const ballotsCounted = notice('poll.ballotsCounted', {
  to: ['attendees', 'staff'],
  body: z.strictObject({ pollId: PollId, wave: WaveName, ballots: z.int().min(0) }),
})
