import { useTranslation } from 'react-i18next'
import { CopyField } from '../../ui/CopyField.tsx'

/** What to set at the shop so that people expect our letters. */
export function ShopHints({ provider, isEventbrite }: { readonly provider: string; readonly isEventbrite: boolean }) {
  const { t } = useTranslation(['tickets', 'common'])
  return (
    <section className="stack" aria-labelledby="hints-heading">
      <h2 id="hints-heading" className="h-sec">
        {t('hintsTitle')}
      </h2>
      {isEventbrite && <p>{t('hintEach')}</p>}
      <p>{t('hintText')}</p>
      <CopyField
        label={t('hintPasteLabel')}
        value={t('hintPaste', { provider, url: location.origin })}
        copyLabel={t('common:copy')}
        copiedLabel={t('common:copied')}
      />
    </section>
  )
}
