import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'

/** "Keine Rechtsberatung", under the stage while a starred item is current (S8). */
export function Notice() {
  const { t } = useTranslation('room')
  return (
    <aside className="notice notice--slim" data-tone="legal" aria-label={t('legalLabel')}>
      <Icon name="legal" />
      <p>
        <b>{t('legalTitle')}</b> {t('legalText')}
      </p>
    </aside>
  )
}
