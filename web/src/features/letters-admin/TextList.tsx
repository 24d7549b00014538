import { useTranslation } from 'react-i18next'
import type { EditableLetter, LetterTexts } from '@podium/shared/letters.ts'
import { longDate } from '../../lib/i18n/format.ts'
import { dayBefore } from '../../lib/i18n/wallTime.ts'
import { Button } from '../../ui/Button.tsx'
import { Status } from '../../ui/Status.tsx'

/** Every letter with when it leaves, a look at it, and its words. */
export function TextList({
  texts,
  startsAt,
  timeZone,
  onPreview,
  onEdit,
}: {
  readonly texts: LetterTexts['texts']
  readonly startsAt: number
  readonly timeZone: string
  readonly onPreview: (kind: EditableLetter) => void
  readonly onEdit: (kind: EditableLetter) => void
}) {
  const { t } = useTranslation('letters')
  return (
    <ul className="mails">
      {texts.map(({ kind, words, isOwn }) => (
        <li key={kind}>
          <div>
            <h3>{t(`kind_${kind}`)}</h3>
            <p className="t-sm t-2">{words.subject}</p>
          </div>
          <div className="stack stack--xs">
            <Status icon="clock">
              {kind === 'access'
                ? t('when_access', { date: longDate(dayBefore(startsAt, timeZone), timeZone), time: '10:00' })
                : t(`when_${kind}`)}
            </Status>
            {isOwn && (
              <Status tone="primary" icon="edit">
                {t('ownText')}
              </Status>
            )}
          </div>
          <div className="row row--s">
            <Button isDense variant="quiet" aria-label={t('previewOf', { kind: t(`kind_${kind}`) })} onPress={() => onPreview(kind)}>
              {t('preview')}
            </Button>
            <Button isDense aria-label={t('editOf', { kind: t(`kind_${kind}`) })} onPress={() => onEdit(kind)}>
              {t('edit')}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  )
}
