import { useTranslation } from 'react-i18next'
import type { ChoiceResult, DebateResult, Poll } from '@podium/shared/polls.ts'

/** The result of a poll in numbers, for the stage; nothing while there is none. */
export function PollNumbers({ poll }: { readonly poll: Poll }) {
  if (!poll.result) return null
  if (poll.result.kind === 'debate') return <Debate poll={poll} result={poll.result} />
  return poll.result.kind === 'choice' ? <Choice poll={poll} result={poll.result} /> : null
}

function Choice({ poll, result }: { readonly poll: Poll; readonly result: ChoiceResult }) {
  const { t } = useTranslation('studio')
  const { tallies } = result
  if (!tallies) return <p className="t-sm t-2">{t('resultFew')}</p>
  const most = Math.max(1, ...tallies.map(({ count }) => count))
  return (
    <table className="tally">
      <caption>{t('resultChoice', { count: result.ballots })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('option')}</th>
          <th scope="col" className="wide" aria-hidden="true" />
          <th scope="col">{t('votesColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {poll.options.map(({ id, label }) => {
          const count = tallies.find(({ optionId }) => optionId === id)?.count ?? 0
          return (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td aria-hidden="true">
                <div className="bar">
                  <i style={{ width: `${(count / most) * 100}%` }} />
                </div>
              </td>
              <td>{count}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Debate({ poll, result }: { readonly poll: Poll; readonly result: DebateResult }) {
  const { t } = useTranslation('studio')
  const { before, after } = result
  if (!before || !after) return <p className="t-sm t-2">{t('resultFew')}</p>
  const countOf = (tallies: typeof before, optionId: string) => tallies.find((tally) => tally.optionId === optionId)?.count ?? 0
  return (
    <table className="tally">
      <caption>
        {t('resultDebate', { count: result.matched })}{' '}
        {result.switchers !== null && t('resultMoved', { count: result.switchers, matched: result.matched })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('option')}</th>
          <th scope="col">{t('columnBefore')}</th>
          <th scope="col">{t('columnAfter')}</th>
          <th scope="col">{t('columnChange')}</th>
        </tr>
      </thead>
      <tbody>
        {poll.options.map(({ id, label }) => {
          const [first, last] = [countOf(before, id), countOf(after, id)]
          return (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td>{first}</td>
              <td>{last}</td>
              <td>{signed(last - first)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function signed(change: number): string {
  if (change === 0) return '±0'
  return change > 0 ? `+${change}` : `−${-change}`
}
