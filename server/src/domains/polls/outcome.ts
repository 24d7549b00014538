// Loads what the numbers of a poll rest on and computes what may be told of them, now and of earlier versions.
import type { PollResult } from '@podium/shared/polls.ts'
import type { Handle } from '../../adapters/database/database.ts'
import type { StoredStatistics } from '../../adapters/database/tables.ts'
import { listBallots, listBallotsOf, listVersions, readModeration, type StoredVersion } from './ballots.ts'
import { NO_STATISTICS, statisticsOf } from './report.ts'
import { type Asked, type Ballot, labelled, MIN_VOTERS, resultOf } from './results.ts'
import type { StoredPoll } from './rules.ts'
import { type Sources, sourcesOf, tellable, told, votesIn, withholding } from './versions.ts'

/** Everything that may be told about a poll. */
export interface Outcome {
  readonly result: PollResult
  readonly statistics: StoredStatistics
  /** Whether nothing has to be kept back because of numbers told before. */
  readonly isWhole: boolean
  readonly asked: Asked
  readonly ballots: readonly Ballot[]
  /** Earlier versions of waves with the sums that may be told of them. */
  readonly versions: readonly StoredVersion[]
}

/**
 * P26: the numbers of a poll as they are now, without those whose difference to numbers told before would give votes away.
 * @param isLast whether nothing can change any more: then versions nobody could read are told as far as they may be.
 */
export async function loadOutcome(db: Handle, poll: StoredPoll, isLast = poll.isRevealed): Promise<Outcome> {
  const ballots = await listBallots(db, poll.id)
  const moderation = poll.kind === 'words' ? await readModeration(db, poll.id) : new Map<string, string | null>()
  const asked: Asked = { ...poll, isInfluenced: poll.early !== null, moderation }
  const { versions, before } = await readVersions(db, poll, asked)
  if (poll.early !== null) before.push(new Map([['before', votesIn(ballots, 'before')]]))
  const sources = sourcesOf(poll.kind, ballots)
  const names = tellable(sources, before, poll.isConfidential)
  const isWhole = names.size === sources.size
  before.push(told(sources, names))
  return {
    result: withholding(resultOf(asked, ballots), names),
    statistics: poll.kind === 'debate' && isWhole ? statisticsOf(poll.options, ballots) : NO_STATISTICS,
    isWhole,
    asked,
    ballots,
    versions: isLast ? await withUnread(db, poll, asked, versions, before) : versions,
  }
}

/** What staff could read at each correction, in turn. */
async function readVersions(db: Handle, poll: StoredPoll, asked: Asked): Promise<{ versions: StoredVersion[]; before: Sources[] }> {
  const before: Sources[] = []
  const versions: StoredVersion[] = []
  for (const version of await listVersions(db, poll.id)) {
    if (!version.wasShown || poll.isFinal) {
      versions.push(version)
      continue
    }
    const ballots = await listBallotsOf(db, poll.id, version.edition)
    const sources = sourcesOf(poll.kind, ballots)
    const own = told(sources, tellable(sources, before, poll.isConfidential))
    before.push(own)
    const keys = own.get(version.wave)
    const counted = ballots.filter(({ wave, voteKey }) => wave === version.wave && keys?.has(voteKey) === true)
    versions.push({ ...version, numbers: isEnough(poll, counted) ? labelled(asked, counted) : null })
  }
  return { versions, before }
}

/** The sums of versions nobody could read, where they give nothing away beside everything else. */
async function withUnread(
  db: Handle,
  poll: StoredPoll,
  asked: Asked,
  versions: readonly StoredVersion[],
  before: Sources[],
): Promise<StoredVersion[]> {
  const all: StoredVersion[] = []
  for (const version of versions) {
    if (version.wasShown || poll.isFinal) {
      all.push(version)
      continue
    }
    const ballots = (await listBallotsOf(db, poll.id, version.edition)).filter(({ wave }) => wave === version.wave)
    const own: Sources = new Map([[version.wave, votesIn(ballots, version.wave)]])
    const isTold = isEnough(poll, ballots) && tellable(own, before, poll.isConfidential).has(version.wave)
    if (isTold) before.push(own)
    all.push({ ...version, numbers: isTold ? labelled(asked, ballots) : null })
  }
  return all
}

function isEnough(poll: StoredPoll, ballots: readonly Ballot[]): boolean {
  return ballots.length >= MIN_VOTERS || (!poll.isConfidential && ballots.length > 0)
}
