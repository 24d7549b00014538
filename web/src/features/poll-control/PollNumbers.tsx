import { useTranslation } from 'react-i18next'
import type { DebateResult, Poll } from '@podium/shared/polls.ts'
import { oneDecimal, signedPoints, wholeOrHalf } from '../../lib/i18n/format.ts'

/** The result of a poll in numbers, for the stage; nothing while there is none. */
export function PollNumbers({ poll }: { readonly poll: Poll }) {
  const { t } = useTranslation('studio')
  const { result } = poll
  if (!result) return null
  switch (result.kind) {
    case 'debate':
      return <Debate poll={poll} result={result} />
    case 'words':
      if (!result.groups) return <Few />
      return (
        <Tally
          caption={t('resultChoice', { count: result.ballots })}
          rows={result.groups.map(({ word, count }) => ({ key: word, label: word, count }))}
        />
      )
    case 'choice':
    case 'multiple':
    case 'scale': {
      const { tallies, ballots } = result
      if (!tallies) return <Few />
      const caption: string[] = [t('resultChoice', { count: ballots })]
      if (result.kind === 'multiple') caption.push(t('resultMultiple'))
      if (result.kind === 'scale' && result.mean !== null && result.median !== null)
        caption.push(t('resultScale', { mean: oneDecimal(result.mean), median: wholeOrHalf(result.median) }))
      return (
        <Tally
          caption={caption.join('. ')}
          rows={poll.options.map(({ id, label }, index) => ({
            key: id,
            label: result.kind === 'scale' ? [String(index + 1), label].filter(Boolean).join(', ') : label,
            count: countOf(tallies, id),
          }))}
        />
      )
    }
  }
}

function Few() {
  const { t } = useTranslation('studio')
  return <p className="t-sm t-2">{t('resultFew')}</p>
}

function Tally({
  caption,
  rows,
}: {
  readonly caption: string
  readonly rows: readonly { readonly key: string; readonly label: string; readonly count: number }[]
}) {
  const { t } = useTranslation('studio')
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return (
    <table className="tally">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('option')}</th>
          <th scope="col" className="wide" aria-hidden="true" />
          <th scope="col">{t('votesColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, count }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td aria-hidden="true">
              <div className="bar">
                <i style={{ width: `${(count / most) * 100}%` }} />
              </div>
            </td>
            <td>{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Debate({ poll, result }: { readonly poll: Poll; readonly result: DebateResult }) {
  const { t } = useTranslation('studio')
  const { before, middle, after, shifts, matched, switchers, margin, verdict } = result
  if (!before || !after) return <Few />
  return (
    <>
      <table className="tally">
        <caption>
          {t('resultDebate', { count: matched })} {switchers !== null && t('resultMoved', { count: switchers, matched })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('option')}</th>
            <th scope="col">{t('columnBefore')}</th>
            {middle && <th scope="col">{t('stepMiddle')}</th>}
            <th scope="col">{t('columnAfter')}</th>
            {shifts && <th scope="col">{t('columnPoints')}</th>}
          </tr>
        </thead>
        <tbody>
          {poll.options.map(({ id, label }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td>{countOf(before, id)}</td>
              {middle && <td>{countOf(middle, id)}</td>}
              <td>{countOf(after, id)}</td>
              {shifts && <td>{signedPoints(shifts.find(({ optionId }) => optionId === id)?.points ?? 0)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {margin !== null && verdict !== null && (
        <p className="t-sm">{t('resultMargin', { points: signedPoints(margin), verdict: t(`verdict_${verdict}`) })}</p>
      )}
      {result.beforeOnly + result.afterOnly > 0 && (
        <p className="t-sm t-2">{t('resultOnce', { before: result.beforeOnly, after: result.afterOnly })}</p>
      )}
    </>
  )
}

function countOf(tallies: readonly { readonly optionId: string; readonly count: number }[], optionId: string): number {
  return tallies.find((tally) => tally.optionId === optionId)?.count ?? 0
}
