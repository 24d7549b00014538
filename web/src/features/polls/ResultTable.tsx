import { useTranslation } from 'react-i18next'
import type { Poll } from '@podium/shared/polls.ts'
import { DebateTables } from './DebateTables.tsx'
import { oneDecimal, wholeOrHalf } from '../../lib/i18n/format.ts'
import { countOf, optionText, turnoutOf } from './view.ts'

/** The numbers of a revealed poll, and who took part; never less than what the server gave out (debate-polls §4). */
export function ResultTable({ poll }: { readonly poll: Poll }) {
  return (
    <>
      <Numbers poll={poll} />
      <Turnout poll={poll} />
    </>
  )
}

function Numbers({ poll }: { readonly poll: Poll }) {
  const { t } = useTranslation('polls')
  const { result } = poll
  if (!result) return null
  switch (result.kind) {
    case 'debate':
      return <DebateTables poll={poll} result={result} />
    case 'choice':
    case 'multiple':
    case 'scale': {
      const { tallies, ballots } = result
      if (!tallies) return <p>{t('tooFewChoice')}</p>
      return (
        <>
          <Table
            caption={result.kind === 'multiple' ? t('multipleCaption', { count: ballots }) : t('choiceCaption', { count: ballots })}
            rows={poll.options.map((option) => ({ key: option.id, label: optionText(poll, option), count: countOf(tallies, option) }))}
          />
          {result.kind === 'scale' && result.mean !== null && result.median !== null && (
            <p className="hint">{t('scaleMeaning', { mean: oneDecimal(result.mean), median: wholeOrHalf(result.median) })}</p>
          )}
        </>
      )
    }
    case 'words': {
      const { groups, ballots } = result
      if (!groups) return <p>{t('tooFewChoice')}</p>
      if (groups.length === 0) return <p>{t('verdictNoWords')}</p>
      return (
        <>
          <Table
            caption={t('wordsCaption', { count: ballots })}
            rows={groups.map(({ word, count }) => ({ key: word, label: word, count }))}
          />
          <p className="hint">{t('wordsMeaning')}</p>
        </>
      )
    }
  }
}

function Table({
  caption,
  rows,
}: {
  readonly caption: string
  readonly rows: readonly { readonly key: string; readonly label: string; readonly count: number }[]
}) {
  const { t } = useTranslation('polls')
  return (
    <div className="table-wrap">
      <table className="matrix">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('answer')}</th>
            <th scope="col">{t('votes')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, count }) => (
            <tr key={key}>
              <th scope="row" className="word">
                {label}
              </th>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const WAVE_TURNOUT = { only: 'turnoutOnly', before: 'turnoutBefore', middle: 'turnoutMiddle', after: 'turnoutAfter' } as const

function Turnout({ poll }: { readonly poll: Poll }) {
  const { t } = useTranslation('polls')
  const known = poll.waves.flatMap((wave) => {
    const turnout = turnoutOf(wave)
    return turnout ? [{ name: wave.name, ...turnout }] : []
  })
  if (known.length === 0) return null
  return (
    <ul className="hint plain turnouts">
      {known.map(({ name, ballots, present }) => (
        <li key={name}>{t(WAVE_TURNOUT[name], { ballots, present })}</li>
      ))}
    </ul>
  )
}
