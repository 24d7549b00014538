import { useTranslation } from 'react-i18next'
import type { DebateResult, Poll } from '@podium/shared/polls.ts'
import { signedPoints } from '../../lib/i18n/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Swatch } from '../../ui/graphics/Swatch.tsx'
import { untoldMoves } from './verdict.ts'
import { countOf } from './view.ts'

/** A revealed debate in plain tables: the sums with their shifts, then who moved where. */
export function DebateTables({ poll, result }: { readonly poll: Poll; readonly result: DebateResult }) {
  const { t } = useTranslation('polls')
  const { before, after, moves, beforeOnly, afterOnly } = result
  return (
    <>
      {result.isInfluenced && (
        <p className="status influenced" data-tone="warn">
          <Icon name="alert" />{' '}
          <span>
            <b>{t('influenced')}.</b> {t('influencedText')}
          </span>
        </p>
      )}
      {before && after ? <Sums poll={poll} result={result} before={before} after={after} /> : <p>{t('tooFewDebate')}</p>}
      {moves && <Matrix poll={poll} result={result} moves={moves} />}
      {beforeOnly + afterOnly > 0 && (
        <p className="hint">
          {[beforeOnly > 0 && t('onlyBefore', { count: beforeOnly }), afterOnly > 0 && t('onlyAfter', { count: afterOnly })]
            .filter(Boolean)
            .join(', ')}
          . {t('onlyOnce')}
        </p>
      )}
    </>
  )
}

type Tallies = NonNullable<DebateResult['before']>

function Sums({
  poll,
  result,
  before,
  after,
}: {
  readonly poll: Poll
  readonly result: DebateResult
  readonly before: Tallies
  readonly after: Tallies
}) {
  const { t } = useTranslation('polls')
  const { middle, shifts } = result
  return (
    <div className="table-wrap">
      <table className="matrix">
        <caption>{t('sumsCaption', { count: result.matched })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('answer')}</th>
            <th scope="col">{t('before')}</th>
            {middle && <th scope="col">{t('middle')}</th>}
            <th scope="col">{t('after')}</th>
            {shifts && <th scope="col">{t('points')}</th>}
          </tr>
        </thead>
        <tbody>
          {poll.options.map((option) => (
            <tr key={option.id}>
              <th scope="row">
                {option.stance && <Swatch stance={option.stance} isSmall />} <Short label={option.label} />
              </th>
              <td>{countOf(before, option)}</td>
              {middle && <td>{countOf(middle, option)}</td>}
              <td>{countOf(after, option)}</td>
              {shifts && <td className="sum">{signedPoints(shifts.find(({ optionId }) => optionId === option.id)?.points ?? 0)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
  const untold = untoldMoves(result)
  return (
    <>
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
      {untold && (
        <p className="hint">
          {untold.hasStays ? t('suppressedUntold', { count: untold.count }) : t('suppressedRest', { count: untold.count })}
        </p>
      )}
    </>
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
