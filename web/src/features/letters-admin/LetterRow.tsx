import { useTranslation } from 'react-i18next'
import type { LetterSummary } from '@podium/shared/letters.ts'
import { clock, shortMoment } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Status } from '../../ui/Status.tsx'
import { LETTER_LOOK } from './outbox.ts'

/** One letter of the Postausgang. */
export function LetterRow({
  letter,
  timeZone,
  onOpen,
  onRetry,
}: {
  readonly letter: LetterSummary
  readonly timeZone: string
  readonly onOpen: (letter: LetterSummary) => void
  readonly onRetry: (letter: LetterSummary) => void
}) {
  const { t } = useTranslation('letters')
  const { state, problem, attempts } = letter
  const kind = t(`kind_${letter.kind}`)
  const who = { kind, name: letter.recipientName }
  return (
    <tr data-s={state === 'skipped' ? 'away' : state}>
      <td className="who">
        <b>{letter.recipientName}</b>
        <span>{letter.recipientEmail}</span>
      </td>
      <td>{letter.revision === 1 ? kind : t('revision', { kind, revision: letter.revision })}</td>
      <td>
        <div className="stack stack--xs">
          <Status {...LETTER_LOOK[state]}>{t(`state_${state}`)}</Status>
          {problem !== null && <span className="t-sm t-2">{t(`problem_${problem}`)}</span>}
          {letter.serverSaid !== null && state !== 'sent' && (
            <span className="t-sm t-2">{t('serverSaid', { text: letter.serverSaid })}</span>
          )}
          {state === 'waiting' && attempts > 0 && (
            <span className="t-sm t-2">
              {t('attempts', { count: attempts })}
              {letter.nextTryAt !== null && `, ${t('nextTry', { time: clock(letter.nextTryAt, timeZone) })}`}
            </span>
          )}
        </div>
      </td>
      <td className="nowrap">{shortMoment(letter.sentAt ?? letter.dueAt, timeZone)}</td>
      <td className="act">
        <div className="row row--s letter-acts">
          {letter.canBeSent && (
            <Button isDense aria-label={t('retryFor', who)} onPress={() => onRetry(letter)}>
              {t('retry')}
            </Button>
          )}
          {letter.canBeRead && (
            <Button variant="quiet" isDense aria-label={t('openFor', who)} onPress={() => onOpen(letter)}>
              {t('open')}
            </Button>
          )}
        </div>
      </td>
    </tr>
  )
}
