// The export of a seminar's polls.
import type { SeminarId } from '@podium/shared/primitives.ts'
import { exportPolls } from '@podium/shared/polls.ts'
import { writeCsv } from '../../adapters/csv.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { type BoundEndpoint, serveStaff } from '../../transport/http.ts'
import type { SeminarFacts } from '../seminars/rules.ts'
import { listVersions } from './ballots.ts'
import { pollRows, type ToldPoll } from './export.ts'
import { loadOutcome } from './outcome.ts'
import { NO_STATISTICS } from './report.ts'
import { isOver, type StoredPoll } from './rules.ts'
import { listPolls, readStatisticsKept } from './store.ts'

/** The endpoints of polls. */
export function pollEndpoints(parts: {
  readonly database: Database
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
}): BoundEndpoint[] {
  const { handle } = parts.database
  return [
    serveStaff(exportPolls, async ({ input }) => {
      const { slug } = await parts.seminarFacts(handle, input.seminarId)
      const told: ToldPoll[] = []
      for (const poll of await listPolls(handle, input.seminarId)) told.push(await tell(handle, poll))
      return { fileName: `umfragen-${slug}.csv`, csv: writeCsv(pollRows(told)) }
    }),
  ]
}

/** P32: what staff may read, and the versions before it. */
async function tell(db: Handle, poll: StoredPoll): Promise<ToldPoll> {
  if (poll.isFinal) {
    const statistics = (await readStatisticsKept(db, poll.id)) ?? NO_STATISTICS
    return { poll, result: isOver(poll) ? poll.result : null, statistics, versions: await listVersions(db, poll.id) }
  }
  const { result, statistics, versions } = await loadOutcome(db, poll)
  return isOver(poll)
    ? { poll, result: poll.result ?? result, statistics, versions }
    : { poll, result: null, statistics: NO_STATISTICS, versions }
}
