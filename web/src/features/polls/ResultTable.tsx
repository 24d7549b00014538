import { useTranslation } from 'react-i18next'
import type { DebateResult, Poll } from '@podium/shared/polls.ts'
import { countOf } from './view.ts'

/** The numbers of a revealed poll; never less than five people in view (debate-polls §4). */
export function ResultTable({ poll }: { readonly poll: Poll }) {
  const { t } = useTranslation('polls')
  const { result } = poll
  if (!result) return null
  if (result.kind === 'debate') return <DebateTables poll={poll} result={result} />
  if (result.kind === 'words') return null
  const { tallies } = result
  if (!tallies) return <p>{t('tooFewChoice')}</p>
  return (
    <div className="table-wrap">
      <table className="matrix">
        <caption>{t('choiceCaption', { count: result.ballots })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('answer')}</th>
            <th scope="col">{t('votes')}</th>
          </tr>
        </thead>
        <tbody>
          {poll.options.map((option) => (
            <tr key={option.id}>
              <th scope="row">{option.label}</th>
              <td>{countOf(tallies, option)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function DebateTables({ poll, result }: { readonly poll: Poll; readonly result: DebateResult }) {
  const { t } = useTranslation('polls')
  const once = result.beforeOnly + result.afterOnly
  return (
    <>
      {result.moves ? (
        <Matrix poll={poll} result={result} moves={result.moves} />
      ) : result.before && result.after ? (
        <Sums poll={poll} result={result} />
      ) : (
        <p>{t('tooFewDebate')}</p>
      )}
      {once > 0 && <p className="hint">{t('onlyOnce', { count: once })}</p>}
    </>
  )
}

function Matrix({
  poll,
  result,
  moves,
}: {
  readonly poll: Poll
  readonly result: DebateResult
  readonly moves: NonNullable<DebateResult['moves']>
}) {
  const { t } = useTranslation('polls')
  return (
    <div className="table-wrap">
      <table className="matrix">
        <caption>{t('matrixCaption', { count: result.matched })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('beforeAfter')}</th>
            {poll.options.map((option) => (
              <th key={option.id} scope="col">
                <Short label={option.label} />
              </th>
            ))}
            <th scope="col">{t('all')}</th>
          </tr>
        </thead>
        <tbody>
          {poll.options.map((from, row) => (
            <tr key={from.id}>
              <th scope="row">
                <Short label={from.label} />
              </th>
              {poll.options.map((to, column) => (
                <td key={to.id} className={row === column ? 'same' : 'chg'}>
                  <Cell count={moves[row]?.[column] ?? null} />
                </td>
              ))}
              <td className="sum">{result.before && countOf(result.before, from)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('all')}</th>
            {poll.options.map((to) => (
              <td key={to.id}>{result.after && countOf(result.after, to)}</td>
            ))}
            <td>{result.matched}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Sums({ poll, result }: { readonly poll: Poll; readonly result: DebateResult }) {
  const { t } = useTranslation('polls')
  return (
    <div className="table-wrap">
      <table className="matrix">
        <caption>{t('sumsCaption', { count: result.matched })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('answer')}</th>
            <th scope="col">{t('before')}</th>
            <th scope="col">{t('after')}</th>
          </tr>
        </thead>
        <tbody>
          {poll.options.map((option) => (
            <tr key={option.id}>
              <th scope="row">{option.label}</th>
              <td>{result.before && countOf(result.before, option)}</td>
              <td>{result.after && countOf(result.after, option)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ count }: { readonly count: number | null }) {
  const { t } = useTranslation('polls')
  if (count !== null) return count
  return (
    <>
      <span aria-hidden="true">{t('suppressed')}</span>
      <span className="sr">{t('suppressedLabel')}</span>
    </>
  )
}

function Short({ label }: { readonly label: string }) {
  return label === 'UNENTSCHIEDEN' ? <abbr title={label}>UNENTSCH.</abbr> : label
}
