// What the parts of the polls slice share: what it is made of, and how one change is carried out.
import type { Logger } from 'pino'
import { Refusal } from '@podium/shared/failures.ts'
import { OptionId, type PollId, type SeminarId } from '@podium/shared/primitives.ts'
import type { Poll, PollOption } from '@podium/shared/polls.ts'
import { type Clock, newId } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import type { Audience } from '../../transport/audience.ts'
import type { SeminarFacts } from '../seminars/rules.ts'
import { decideOptions, type PollDraft } from './drafts.ts'
import type { StoredPoll } from './rules.ts'

export interface PollParts {
  readonly database: Database
  readonly audience: Audience
  readonly clock: Clock
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  /** Seats present in the room at this moment; never asked inside a transaction. */
  readonly countPresent: (id: SeminarId) => Promise<number>
  /** Seals the secrets of polls: 64 hex digits from outside the database. */
  readonly pollKey: string
  readonly log: Logger
}

/** What the actions of the stage work with. */
export interface PollWork extends Omit<PollParts, 'pollKey' | 'audience'> {
  /** Makes one change under the seminar's lock and tells everybody; an operation seen before changes nothing. Answers what staff sees. */
  change(wish: Wish, decideAndSave: (tx: Handle, poll: StoredPoll) => Promise<boolean | readonly PollId[]>): Promise<Poll>
  insert(tx: Handle, seminarId: SeminarId, opId: string, draft: PollDraft): Promise<PollId>
  publish(seminarId: SeminarId, poll: StoredPoll): Promise<void>
  staffView(poll: StoredPoll): Promise<Poll>
}

export interface Wish {
  readonly seminarId: SeminarId
  readonly pollId: PollId
  /** Null: not asked for by anybody. */
  readonly opId: string | null
}

/** The options of a draft under new ids, or under those of the poll it replaces where their number stays. */
export function newOptions(draft: Pick<PollDraft, 'kind' | 'options'>, replaced: readonly PollOption[] = []): PollOption[] {
  const options = decideOptions(draft.kind, draft.options)
  const kept = replaced.length === options.length ? replaced : []
  return options.map((option, index) => ({ ...option, id: kept[index]?.id ?? OptionId.parse(newId()) }))
}

/** What must be there. */
export function required<Value>(value: Value | null): Value {
  if (value === null) throw new Refusal('not_found')
  return value
}
