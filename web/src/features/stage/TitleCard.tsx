import { useTranslation } from 'react-i18next'

/** The slide shown while the trainer shares nothing: what is being talked about. */
export function TitleCard({
  number,
  total,
  title,
  isStarred,
  trainerName,
  provider,
}: {
  readonly number: number
  readonly total: number
  readonly title: string
  readonly isStarred: boolean
  readonly trainerName: string
  readonly provider: string
}) {
  const { t } = useTranslation('room')
  return (
    <div className="slide slide--title">
      <div className="slide-in">
        {number > 0 && <p>{t('slideItem', { number, total })}</p>}
        <h2>{title}</h2>
        <footer>
          <span>
            {trainerName} · {provider}
          </span>
          {isStarred && <span>{t('slideNoAdvice')}</span>}
        </footer>
      </div>
    </div>
  )
}
