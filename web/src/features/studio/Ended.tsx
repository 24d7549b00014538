import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { buttonClass } from '../../ui/Button.tsx'

/** After the end, or where there will be no seminar. */
export function Ended({ isCancelled, questionsOpen }: { readonly isCancelled: boolean; readonly questionsOpen: number }) {
  const { t } = useTranslation('studio')
  return (
    <div className="ended">
      <h2 className="h-page">{isCancelled ? t('cancelledTitle') : t('endedTitle')}</h2>
      <p className="t-lead">{isCancelled ? t('cancelledText') : t('endedText')}</p>
      {!isCancelled && questionsOpen > 0 && <p>{t('endedOpen', { count: questionsOpen })}</p>}
      <Link className={buttonClass({ variant: 'secondary' })} to="/studio?alle">
        {t('toSeminars')}
      </Link>
    </div>
  )
}
